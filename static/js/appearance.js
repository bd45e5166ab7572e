// Light, dark or the device's own: seen at once, kept by the server.
const wear = (theme) => {
  document.documentElement.dataset.theme = theme;
  document.querySelectorAll("[data-appearance] button").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.value === theme));
  });
};

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-appearance]") || !event.submitter) return;
  event.preventDefault();
  wear(event.submitter.value);
  fetch(event.target.action, { method: "POST", body: new FormData(event.target, event.submitter), redirect: "manual" });
});

document.addEventListener("change", ({ target }) => {
  if (target.matches("input[type=radio][name=appearance]")) wear(target.value);
});
