// Puts an address of this site on the clipboard and says so.
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  button.closest("details")?.removeAttribute("open");
  const copied = await navigator.clipboard?.writeText(new URL(button.dataset.copy, location.href).href).then(() => true, () => false);
  const text = copied ? button.dataset.copied : button.dataset.notCopied;
  document.dispatchEvent(new CustomEvent("say", { detail: { text } }));
});
