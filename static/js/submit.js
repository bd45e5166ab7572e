// A form is sent once however often it is clicked; Ctrl or Command with Enter sends what is being written.
document.addEventListener("submit", (event) => {
  const button = event.target.querySelector("[data-busy]");
  if (!button || event.defaultPrevented) return;
  if (button.getAttribute("aria-busy") === "true") event.preventDefault();
  button.setAttribute("aria-busy", "true");
});

// Back from the page that followed, the form is as it was.
addEventListener("pageshow", () => {
  document.querySelectorAll("[data-busy]").forEach((button) => button.removeAttribute("aria-busy"));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const form = event.target.closest("[data-composer]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});
