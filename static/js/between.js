// What a page shows of its reader and a person: every button, menu and mark of that person takes over what the server drew.
const turn = (form, fresh) => {
  const [button, now] = [form.querySelector("button"), fresh.querySelector("button")];
  const small = button.classList.contains("button-small");
  form.action = fresh.getAttribute("action");
  button.className = now.className;
  button.classList.toggle("button-small", small);
  button.dataset.state = now.dataset.state;
  button.setAttribute("aria-label", now.getAttribute("aria-label"));
  button.replaceChildren(...now.cloneNode(true).childNodes);
};

const PARTS = {
  "data-follow": turn,
  // Only the lines: the button that opens them may have the focus.
  "data-person-menu": (menu, fresh) =>
    menu.querySelector(".menu-list").replaceWith(fresh.querySelector(".menu-list").cloneNode(true)),
  "data-person-tags": (tags, fresh) => tags.replaceChildren(...fresh.cloneNode(true).childNodes),
};

/** Sends a verb; returns what was said (nothing when the browser is led elsewhere). Throws when that did not work. */
export const send = async (address, form, handle) => {
  const answer = await fetch(address, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  // Signed out meanwhile, say: go where the server leads.
  if (!page.querySelector(`[data-follow="${handle}"]`)) return location.assign(answer.url);
  for (const [name, take] of Object.entries(PARTS)) {
    const fresh = page.querySelector(`[${name}="${handle}"]`);
    document.querySelectorAll(`[${name}="${handle}"]`).forEach((each) => fresh && take(each, fresh));
  }
  return page.querySelector("[data-said]")?.textContent ?? page.querySelector("form button").textContent.trim();
};
