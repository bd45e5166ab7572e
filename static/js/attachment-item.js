// One picture in the composer's list: what it shows, and how far the server says it is.
const part = (item, name) => item.querySelector(`[data-${name}]`);
export const items = (box) => [...box.querySelectorAll("[data-attachment-list] > [data-attachment]")];
export const are = (box, ...states) => items(box).filter((item) => states.includes(item.dataset.state));
export const token = (box) => box.closest("form").elements.csrfmiddlewaretoken.value;

const number = (item, n) => {
  part(item, "alt").toggleAttribute("disabled", !item.querySelector("[name=uploads]").value);
  for (const named of item.querySelectorAll("[data-label]")) named.setAttribute("aria-label", named.dataset.label.replace("{n}", n));
};

export const changed = (box) => {
  items(box).forEach((item, at) => number(item, at + 1));
  box.dispatchEvent(new CustomEvent("attachments", { bubbles: true }));
};

export const set = (item, state, message = "", retry = false) => {
  item.dataset.state = state;
  part(item, "attachment-state").textContent = message;
  part(item, "retry").hidden = !retry;
};

export const show = (item, address) => {
  const picture = new Image();
  picture.alt = "";
  picture.src = address;
  // What this browser can't read (HEIC, most of the time) is shown when the server has prepared it.
  picture.addEventListener("load", () => {
    item.querySelector(".attachment-picture").replaceChildren(picture);
    URL.revokeObjectURL(address);
  }, { once: true });
};

// What the server tells of an upload; `retry` there means that it still has the original.
export const take = (item, told) => {
  const hidden = item.querySelector("[name=uploads]");
  hidden.value = told.key;
  hidden.disabled = false;
  item.querySelectorAll("[name=do]").forEach((button) => (button.value = `${button.value.split(":")[0]}:${told.key}`));
  set(item, told.state, told.message, told.retry);
  if (told.state === "ready" && !item.querySelector(".attachment-picture img")) show(item, told.src);
};

export const make = (box, told) => {
  const item = part(box, "attachment-template").content.firstElementChild.cloneNode(true);
  part(box, "attachment-list").append(item);
  if (told) take(item, told);
  return item;
};
