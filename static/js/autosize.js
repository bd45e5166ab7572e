// A text box grows with its words, where the browser cannot do it by itself.
if (!CSS.supports("field-sizing", "content")) {
  const fit = (box) => {
    box.style.blockSize = "auto";
    box.style.blockSize = `${box.scrollHeight}px`;
  };
  document.addEventListener("input", ({ target }) => target.matches("[data-autosize]") && fit(target));
  document.querySelectorAll("[data-autosize]").forEach(fit);
}
