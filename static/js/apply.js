// A choice counts at once: without this, its button sends it.
for (const form of document.querySelectorAll("[data-apply]")) {
  form.querySelector("button").hidden = true;
  form.addEventListener("change", () => form.requestSubmit());
}
