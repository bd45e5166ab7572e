// The button says how many people one is about to follow; without this it says "those chosen".
const count = (form) => {
  const button = form.querySelector("[data-chosen-label]");
  const number = form.querySelectorAll("[data-count-chosen]:checked").length;
  const { chosenLabel, chosenNone } = button.dataset;
  button.textContent = number ? chosenLabel.replace("{n}", number) : chosenNone;
};

const forms = () => new Set([...document.querySelectorAll("[data-count-chosen]")].map((box) => box.form));

document.addEventListener("change", ({ target }) => target.matches("[data-count-chosen]") && count(target.form));

// Also when the browser brings back what was chosen before.
addEventListener("pageshow", () => forms().forEach(count));
