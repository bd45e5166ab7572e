// Shows what was typed into a password field, and hides it again before it is sent.
const shown = (button, yes) => {
  document.getElementById(button.dataset.showPassword).type = yes ? "text" : "password";
  button.setAttribute("aria-pressed", String(yes));
};

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-show-password]");
  if (button) shown(button, button.getAttribute("aria-pressed") !== "true");
});

document.addEventListener("submit", ({ target }) => {
  target.querySelectorAll("[data-show-password]").forEach((button) => shown(button, false));
});
