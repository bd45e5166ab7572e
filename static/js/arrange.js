// The composer's pictures: moved by their arrows or by dragging, taken away, described, tried again.
const library = () => import("./attachment.js");
const say = (text) => document.dispatchEvent(new CustomEvent("say", { detail: { text, quiet: true } }));

const move = (box, item, step) => {
  const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return;
  other[step < 0 ? "before" : "after"](item);
  // At an end the arrow that was used is gone: the other one takes the focus.
  const further = step < 0 ? item.previousElementSibling : item.nextElementSibling;
  item.querySelector(`[data-move="${further ? step : -step}"]`).focus();
  say(box.dataset.moved.replace("{n}", [...item.parentElement.children].indexOf(item) + 1));
};

const remove = async (box, item) => {
  const { changed, stop, token } = await library();
  stop(item);
  const key = item.querySelector("[name=uploads]").value;
  const near = item.nextElementSibling ?? item.previousElementSibling;
  item.remove();
  (near?.querySelector("[data-remove]") ?? box.closest("form").querySelector("textarea")).focus();
  say(box.dataset.removed);
  changed(box);
  if (!key) return;
  const body = new URLSearchParams({ csrfmiddlewaretoken: token(box) });
  fetch(`/media/uploads/${key}/discard/`, { method: "POST", body }).catch(() => {});
};

const again = async (box, item) => {
  const { begin, canSendAgain, changed, set, token, watch } = await library();
  if (canSendAgain(item)) return begin(box, item);
  set(item, "queued");
  const body = new URLSearchParams({ csrfmiddlewaretoken: token(box) });
  const key = item.querySelector("[name=uploads]").value;
  const answer = await fetch(`/media/uploads/${key}/retry/`, { method: "POST", body, redirect: "manual" }).catch(() => ({}));
  // 409: it is on its way already, which the next question to the server tells.
  if (answer.type !== "opaqueredirect" && answer.status !== 409) set(item, "failed", box.dataset.broken, answer.status !== 429);
  changed(box);
  return watch(box);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-attachment] button");
  if (!button) return;
  event.preventDefault();
  const item = button.closest("[data-attachment]");
  const box = item.closest("[data-attachments]");
  if (button.dataset.move) {
    move(box, item, Number(button.dataset.move));
    library().then(({ changed }) => changed(box));
  } else if ("remove" in button.dataset) remove(box, item);
  else again(box, item);
});

document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-alt]")) return;
  target.closest("[data-attachment]").querySelector("[data-alt-mark]").classList.toggle("is-given", target.value.trim() !== "");
});

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-alt]")) library().then(({ changed }) => changed(target.closest("[data-attachments]")));
});

// Dragging: what is held goes where the pointer is.
let held = null;

document.addEventListener("pointerdown", ({ target }) => {
  const picture = target.closest(".attachment-picture");
  if (picture) picture.closest("[data-attachment]").draggable = true;
});

document.addEventListener("pointerup", () => document.querySelectorAll("[data-attachment][draggable=true]").forEach((item) => (item.draggable = false)));

document.addEventListener("dragstart", ({ target }) => {
  held = target.matches?.("[data-attachment]") ? target : null;
  held?.classList.add("is-held");
});

document.addEventListener("dragover", (event) => {
  const over = held && event.target.closest?.("[data-attachment]");
  if (!over || over.parentElement !== held.parentElement) return;
  event.preventDefault();
  const { left, width } = over.getBoundingClientRect();
  over[event.clientX < left + width / 2 ? "before" : "after"](held);
});

document.addEventListener("dragend", () => {
  if (!held) return;
  held.classList.remove("is-held");
  held.draggable = false;
  const box = held.closest("[data-attachments]");
  held = null;
  library().then(({ changed }) => changed(box));
});
