// Says something for a moment at the foot of the page: dispatch "say" on the document with {text, quiet}; quiet is for listeners only.
const SHOWN_FOR = 4000;

document.addEventListener("say", ({ detail }) => {
  const region = document.querySelector("[data-toasts]");
  if (!region || !detail.text) return;
  const toast = document.createElement("p");
  toast.className = detail.quiet ? "visually-hidden" : "toast";
  toast.textContent = detail.text;
  region.append(toast);
  setTimeout(() => toast.remove(), SHOWN_FOR);
});
