// Likes and keeps a post without leaving the page. The server's buttons are the truth; every row for that post takes them over.
const take = (row, fresh) => {
  for (const now of fresh.querySelectorAll("[data-act]")) {
    const here = row.querySelector(`[data-act="${now.dataset.act}"]`);
    // In place, so that the focus stays where it is.
    for (const { name, value } of here ? now.attributes : []) here.setAttribute(name, value);
    here?.replaceChildren(...now.cloneNode(true).childNodes);
  }
};

// On the post's own page the number stands above the list of who likes it, too.
const count = (post, likes) => {
  for (const shown of document.querySelectorAll(`a[href^="/p/${post}/likes/"] .tab-count`)) shown.textContent = likes?.textContent || "0";
};

const send = async (form, button) => {
  const answer = await fetch(button.formAction, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const here = `[data-acts="${button.closest("[data-acts]").dataset.acts}"]`;
  const fresh = page.querySelector(here);
  const said = page.querySelector("[data-said]");
  // Signed out meanwhile, say: go where the server leads.
  if (!fresh || !said) return location.assign(answer.url);
  document.querySelectorAll(here).forEach((row) => take(row, fresh));
  count(fresh.dataset.acts, fresh.querySelector('[data-act="like"] .act-count'));
  document.dispatchEvent(new CustomEvent("say", { detail: { text: said.textContent, quiet: true } }));
};

document.addEventListener("submit", async (event) => {
  const [form, button] = [event.target, event.submitter];
  if (form.id !== "acts" || !button?.closest("[data-acts]")) return;
  event.preventDefault();
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    await send(form, button);
  } catch {
    form.action = button.formAction;
    form.submit();
  }
  button.removeAttribute("aria-busy");
});
