// Says, while a repost is written, whose quotes will be left out because the whole is too long (interactions/reposting.py).
const MOST_NAMED = 3;

const said = (names) => {
  const more = names.length - MOST_NAMED;
  const first = names.slice(0, MOST_NAMED).map((name) => `@${name}`);
  return [...first, more > 0 ? `+${more}` : ""].join(" ").trim();
};

document.addEventListener("input", async ({ target }) => {
  const note = target.closest("[data-quoting]")?.querySelector("[data-dropped]");
  if (!note || target.name !== "text") return;
  const { fit } = await import("./post-quotes.js");
  const { dropped } = fit(target.value);
  const text = dropped.length ? note.dataset.dropped.replace("{names}", said(dropped)) : "";
  if (note.textContent !== text) note.textContent = text;
});
