// A picture in the composer: sent by itself as soon as it is chosen, shown meanwhile, asked after until it is prepared.
const AT_ONCE = 3;
const EVERY = 1000;
const files = new WeakMap();
const requests = new WeakMap();
let running = 0;
const queue = [];

const part = (item, name) => item.querySelector(`[data-${name}]`);
export const items = (box) => [...box.querySelectorAll("[data-attachment-list] > [data-attachment]")];
export const are = (box, ...states) => items(box).filter((item) => states.includes(item.dataset.state));
export const token = (box) => box.closest("form").elements.csrfmiddlewaretoken.value;

export const changed = (box) => {
  items(box).forEach((item) => part(item, "alt").toggleAttribute("disabled", !item.querySelector("[name=uploads]").value));
  box.dispatchEvent(new CustomEvent("attachments", { bubbles: true }));
};

const set = (item, state, message = "", retry = false) => {
  item.dataset.state = state;
  part(item, "attachment-state").textContent = message;
  part(item, "retry").hidden = !retry;
};

export const show = (item, address) => {
  const picture = new Image();
  picture.alt = "";
  picture.src = address;
  // What this browser can't read (HEIC, most of the time) is shown when the server has prepared it.
  picture.addEventListener("load", () => item.querySelector(".attachment-picture").replaceChildren(picture), { once: true });
};

// What the server tells of an upload; `retry` there means that it still has the original.
const take = (item, told) => {
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

const next = () => {
  while (running < AT_ONCE && queue.length) {
    running += 1;
    queue.shift()().finally(() => {
      running -= 1;
      next();
    });
  }
};

const told = (request) => {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return {};
  }
};

const arrived = (box, item, request) => {
  const answer = told(request);
  if (request.status === 201) take(item, answer);
  else set(item, "refused", answer.message ?? (request.status === 403 ? box.dataset.signedOut : box.dataset.broken), !(request.status in { 400: 1, 413: 1 }));
  changed(box);
  watch(box);
};

const send = (box, item) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    requests.set(item, request);
    const body = new FormData();
    body.append("csrfmiddlewaretoken", token(box));
    body.append("purpose", "post");
    body.append("file", files.get(item));
    request.upload.addEventListener("progress", ({ loaded, total }) => (item.querySelector("progress").value = (100 * loaded) / total));
    request.addEventListener("loadend", () => {
      if (item.isConnected) arrived(box, item, request);
      resolve();
    });
    request.open("POST", box.dataset.upload);
    request.send(body);
  });

export const begin = (box, item, file) => {
  if (file) files.set(item, file);
  if (files.get(item).size > Number(box.dataset.largest)) return set(item, "refused", box.dataset.tooLarge);
  set(item, "sending");
  queue.push(() => (item.isConnected ? send(box, item) : Promise.resolve()));
  return next();
};

export const canSendAgain = (item) => files.has(item) && item.dataset.state === "refused";
export const stop = (item) => requests.get(item)?.abort();

const ask = async (box) => {
  const keys = are(box, "queued", "held").map((item) => ["key", item.querySelector("[name=uploads]").value]);
  const answer = await fetch(`${box.dataset.states}?${new URLSearchParams([["purpose", "post"], ...keys])}`);
  if (!answer.ok) return;
  for (const each of (await answer.json()).uploads) {
    const item = items(box).find((one) => one.querySelector("[name=uploads]").value === each.key);
    if (item) take(item, each);
  }
};

export const watch = (box) => {
  if (box.dataset.watched || !are(box, "queued", "held").length) return;
  box.dataset.watched = "yes";
  setTimeout(async () => {
    await ask(box).catch(() => {});
    delete box.dataset.watched;
    watch(box);
  }, EVERY);
};
