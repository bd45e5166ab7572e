// The composer's groups are asked for when somebody wants one; which one was chosen is told beside the button.
const ask = async (button) => {
  const answer = await fetch(button.dataset.askGroups).catch(() => ({}));
  const list = button.parentElement;
  // The plain way, then: the composer's own page has them.
  if (!answer.ok) return button.form.requestSubmit(button);
  const groups = new DOMParser().parseFromString(await answer.text(), "text/html").body;
  const first = groups.querySelector("input, a");
  button.replaceWith(...groups.children);
  list.contains(first) && first.focus();
  return undefined;
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-ask-groups]");
  if (!button || button.ariaBusy === "true") return;
  event.preventDefault();
  button.ariaBusy = "true";
  ask(button).finally(() => (button.ariaBusy = null));
});

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[name=visibility][value^='group:']")) return;
  target.closest("details").querySelector("[data-group-name]").textContent = target.closest("label").textContent.trim();
});
