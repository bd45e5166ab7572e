// A picture in the composer is sent by itself as soon as it is chosen, and asked after until it is prepared.
import { are, changed, items, make, set, show, take, token } from "./attachment-item.js";

const AT_ONCE = 3;
const EVERY = 1000;
const files = new WeakMap();
const requests = new WeakMap();
let running = 0;
const queue = [];

export { are, changed, items, make, show, token };

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
