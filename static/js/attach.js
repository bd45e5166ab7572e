// Pictures for a post: chosen, dropped on the composer or pasted into it. The form waits until they have arrived.
// A draft's pictures are not those of a new post, nor are those of a comment.
const kept = (box) => `attachments${box.dataset.kept ?? box.closest("form").elements.draft?.value ?? ""}`;
const boxOf = (node) => node.closest?.("[data-composer]")?.querySelector("[data-attachments]");
const library = () => import("./attachment.js");

const complain = (box, text) => {
  const said = document.createElement("p");
  said.className = "field-error";
  said.textContent = text;
  box.querySelector("[data-attachment-errors]").replaceChildren(...(text ? [said] : []));
};

const add = async (box, chosen) => {
  const { begin, changed, items, make, show } = await library();
  const pictures = [...chosen];
  const room = Math.max(0, Number(box.dataset.most) - items(box).length);
  complain(box, pictures.length > room ? box.dataset.tooMany : "");
  for (const file of pictures.slice(0, room)) {
    const item = make(box);
    if (file.type.startsWith("image/")) show(item, URL.createObjectURL(file));
    begin(box, item, file);
  }
  changed(box);
};

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-choose-pictures]") || !target.files.length) return;
  add(boxOf(target), [...target.files]);
  target.value = "";
});

document.addEventListener("paste", (event) => {
  const box = boxOf(event.target);
  const pictures = [...(event.clipboardData?.files ?? [])].filter((file) => file.type.startsWith("image/"));
  // A spreadsheet's cells come as words and as a picture of them: the words are meant.
  if (!box || !pictures.length || event.clipboardData.types.includes("text/plain")) return;
  event.preventDefault();
  add(box, pictures);
});

const carriesFiles = (event) => (event.dataTransfer?.types.includes("Files") && boxOf(event.target)) || null;
const mark = (form) => document.querySelectorAll("[data-composer]").forEach((each) => each.classList.toggle("is-over", each === form));

document.addEventListener("dragover", (event) => {
  const box = carriesFiles(event);
  mark(box?.closest("form"));
  if (box) event.preventDefault();
});

document.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget || mark(null));

document.addEventListener("drop", (event) => {
  const box = carriesFiles(event);
  if (!box) return;
  event.preventDefault();
  mark(null);
  add(box, event.dataTransfer.files);
});

// Which button was pressed while pictures were still on their way.
const waiting = new WeakMap();

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-composer]");
  const box = form && boxOf(form);
  const states = box ? [...box.querySelectorAll("[data-attachment-list] > [data-attachment]")].map((item) => item.dataset.state) : [];
  if (states.some((state) => state === "refused" || state === "failed")) {
    event.preventDefault();
    box.dataset.told = "yes";
    complain(box, box.dataset.notReady);
  } else if (states.includes("sending")) {
    event.preventDefault();
    form.querySelector("[data-busy]").setAttribute("aria-busy", "true");
    box.dataset.then = "send";
    waiting.set(box, event.submitter);
  }
});

// What waits is remembered in this tab: back from an error page, or after a reload, it is there again.
const here = "[data-attachment-list] > [data-attachment]";
const remember = (box) => {
  const pictures = [...box.querySelectorAll(here)].map((item) => [item.querySelector("[name=uploads]").value, item.querySelector("[data-alt]").value]);
  sessionStorage.setItem(kept(box), JSON.stringify(pictures.filter(([key]) => key)));
};
window.addEventListener("pagehide", () => document.querySelectorAll(`[data-composer] [data-attachments]:has(${here})`).forEach(remember));

document.addEventListener("attachments", async ({ target: box }) => {
  const { are } = await library();
  if (!are(box, "refused", "failed").length && box.dataset.told) complain(box, "");
  remember(box);
  if (box.dataset.then !== "send" || are(box, "sending").length) return;
  delete box.dataset.then;
  box.closest("form").querySelector("[data-busy]").removeAttribute("aria-busy");
  box.closest("form").requestSubmit(waiting.get(box));
});

const restore = async (box) => {
  const { changed, items, make, purposeOf, show, watch } = await library();
  if (items(box).length) return watch(box);
  const alts = new Map(JSON.parse(sessionStorage.getItem(kept(box)) ?? "[]"));
  const answer = await fetch(`${box.dataset.states}?${new URLSearchParams([["purpose", purposeOf(box)], ...[...alts.keys()].map((key) => ["key", key])])}`);
  if (!answer.ok) return undefined;
  const { uploads } = await answer.json();
  for (const key of alts.keys()) {
    const told = uploads.find((each) => each.key === key);
    // What a draft keeps is that draft's.
    if (!told || told.kept) continue;
    const item = make(box, told);
    item.querySelector("[data-alt]").value = alts.get(key);
    if (told.src) show(item, told.src);
  }
  changed(box);
  return watch(box);
};

for (const box of document.querySelectorAll("[data-composer] [data-attachments]")) {
  if (sessionStorage.getItem(kept(box))?.length > 2 || box.querySelector("[data-attachment-list] > [data-attachment]")) restore(box).catch(() => {});
}
