// Counts down what may still be written, by the server's own rule; silent while there is plenty.

// Of a repost whole quotes are left out before it is too long.
const sent = async (form, text) => (form.matches("[data-quoting]") ? (await import("./post-quotes.js")).fit(text).text : text);

const count = async (box) => {
  const form = box.closest("form");
  const counter = form?.querySelector("[data-counter]");
  if (!counter) return;
  const { countUnits } = await import("./post-text.js");
  const units = countUnits(await sent(form, box.value));
  const left = Number(counter.dataset.limit) - units;
  counter.hidden = units < Number(counter.dataset.showFrom);
  counter.textContent = (left < 0 ? counter.dataset.overBy : counter.dataset.left).replace("{n}", Math.abs(left));
  counter.toggleAttribute("data-over", left < 0);
  form.querySelector("[data-busy]").disabled = left < 0;
};

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-composer] [name=text]")) count(target);
});
document.querySelectorAll("[data-composer] [name=text]").forEach((box) => box.value && count(box));
