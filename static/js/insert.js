// The composer's tools write into its text: an emoticon at the cursor, a pair of hashes around what is chosen.
const write = (box, text, start, end) => {
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  if (start !== undefined) box.setSelectionRange(start, end);
  box.dispatchEvent(new Event("input", { bubbles: true }));
};

const topic = (box) => {
  const from = box.selectionStart;
  const chosen = box.value.slice(from, box.selectionEnd);
  const inside = from + 1;
  write(box, `#${chosen}#`, inside, inside + chosen.length);
  box.focus();
};

document.addEventListener("click", ({ target }) => {
  const tool = target.closest("[data-insert], [data-insert-topic]");
  const box = tool?.closest("form").querySelector("textarea");
  if (!box) return;
  if (tool.dataset.insert) write(box, tool.dataset.insert);
  else topic(box);
});
