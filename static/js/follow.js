// Follows and unfollows without leaving the page. The server's button is the truth; every button for that person takes it over.
const take = (form, fresh) => {
  const [button, now] = [form.querySelector("button"), fresh.querySelector("button")];
  const small = button.classList.contains("button-small");
  form.action = fresh.getAttribute("action");
  button.className = now.className;
  button.classList.toggle("button-small", small);
  button.dataset.state = now.dataset.state;
  button.setAttribute("aria-label", now.getAttribute("aria-label"));
  button.replaceChildren(...now.cloneNode(true).childNodes);
};

const send = async (form) => {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const here = `form[data-follow="${form.dataset.follow}"]`;
  const fresh = page.querySelector(here);
  // Signed out meanwhile, say: go where the server leads.
  if (!fresh) return location.assign(answer.url);
  document.querySelectorAll(here).forEach((each) => take(each, fresh));
  const text = fresh.querySelector("button").textContent.trim();
  document.dispatchEvent(new CustomEvent("say", { detail: { text, quiet: true } }));
};

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-follow]");
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector("button");
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    await send(form);
  } catch {
    form.submit();
  }
  button.removeAttribute("aria-busy");
});
