// Follows, mutes and their like without leaving the page; the server's answer is the truth (between.js).
const say = (text, quiet) => text && document.dispatchEvent(new CustomEvent("say", { detail: { text, quiet } }));

/** The form and the address of a verb that this improves, whose it is, and whether the button itself says what it did. */
const verbOf = ({ target: form, submitter }) => {
  if (form.matches("[data-follow]")) return [form, form.action, form.dataset.follow, true];
  const menu = submitter?.closest("[data-person-menu]");
  return menu && [form, submitter.formAction, menu.dataset.personMenu, false, menu.querySelector("summary")];
};

document.addEventListener("submit", async (event) => {
  const verb = verbOf(event);
  if (!verb) return;
  event.preventDefault();
  const [form, address, handle, quiet, summary] = verb;
  const button = event.submitter ?? form.querySelector("button");
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    const { send } = await import("./between.js");
    say(await send(address, form, handle), quiet);
    summary?.parentElement.removeAttribute("open");
    summary?.focus();
  } catch {
    form.action = address;
    form.submit();
  }
  button.removeAttribute("aria-busy");
});
