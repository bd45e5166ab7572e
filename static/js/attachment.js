// A picture in the composer is sent by itself as soon as it is chosen, and asked after until it is prepared.
import { are, changed, items, make, set, show, take, token } from "./attachment-item.js";

const AT_ONCE = 3;
const EVERY = 1000;
const files = new WeakMap();
const requests = new WeakMap();
// A post's, where the form does not say otherwise.
export const purposeOf = (box) => box.dataset.purpose ?? "post";
let running = 0;
const queue = [];

export { are, changed, items, make, set, show, token };

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

// Signed in again in another window, a page has tokens of the session before: the composer's own page has new ones.
const renewed = async (box) => {
  const form = box.closest("form").elements;
  const page = await fetch("/compose/").then((answer) => answer.text()).catch(() => "");
  const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("[data-composer]")?.elements;
  if (!fresh || fresh.csrfmiddlewaretoken.value === renewed.last) return false;
  renewed.last = form.csrfmiddlewaretoken.value = fresh.csrfmiddlewaretoken.value;
  form.token.value = fresh.token.value;
  return true;
};

const arrived = async (box, item, request) => {
  const answer = told(request);
  if (request.status === 403 && !answer.message && (await renewed(box))) return begin(box, item);
  if (request.status === 201) take(item, answer);
  else set(item, "refused", answer.message ?? (request.status === 403 ? box.dataset.signedOut : box.dataset.broken), !(request.status in { 400: 1, 413: 1 }));
  changed(box);
  return watch(box);
};

const send = (box, item) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    requests.set(item, request);
    const body = new FormData();
    body.append("csrfmiddlewaretoken", token(box));
    body.append("purpose", purposeOf(box));
    body.append("file", files.get(item));
    request.upload.addEventListener("progress", ({ loaded, total }) => (item.querySelector("progress").value = (100 * loaded) / total));
    request.addEventListener("loadend", () => {
      resolve(item.isConnected && arrived(box, item, request));
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
  const answer = await fetch(`${box.dataset.states}?${new URLSearchParams([["purpose", purposeOf(box)], ...keys])}`);
  if (!answer.ok) return;
  const { uploads } = await answer.json();
  for (const item of are(box, "queued", "held")) {
    const told = uploads.find((each) => each.key === item.querySelector("[name=uploads]").value);
    // What the server does not know any more was sent, or waited too long.
    if (told) take(item, told);
    else set(item, "refused", box.dataset.broken);
  }
  changed(box);
};

// More and more rarely; not while nobody looks.
export const watch = (box, pause = EVERY) => {
  if (box.dataset.watched || !are(box, "queued", "held").length) return;
  box.dataset.watched = "yes";
  setTimeout(async () => {
    if (!document.hidden) await ask(box).catch(() => {});
    delete box.dataset.watched;
    watch(box, pause * 1.2);
  }, pause);
};
