// A post's pictures, one screen each, side by side: swiped, stepped through by keys or buttons, seen at full size.
// Without this, a picture is a link to its own page.
const dialog = document.getElementById("lightbox");
const find = (name) => dialog?.querySelector(`[data-lightbox-${name}]`);
const slides = () => [...find("strip").children];
let links = [];
// Which one was looked at last: closed, the strip no longer tells.
let shown = 0;

const current = () => Math.round(find("strip").scrollLeft / Math.max(1, find("strip").clientWidth));

const slide = (link) => {
  const [width, height] = link.dataset.size.split("x").map(Number);
  const place = document.createElement("div");
  place.className = "lightbox-slide";
  place.classList.toggle("is-long", height >= 2.5 * width);
  place.tabIndex = -1;
  const small = link.querySelector("picture img");
  const moving = link.parentElement.querySelector("[data-motion]")?.dataset.motion;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const picture = new Image(width, height);
  picture.alt = small.alt;
  picture.loading = "lazy";
  picture.src = moving && !still ? moving : link.dataset.whole;
  // What is here already is shown until the whole one is.
  const preview = new Image(width, height);
  preview.className = "lightbox-preview";
  preview.alt = "";
  preview.src = small.currentSrc || small.src;
  picture.addEventListener("load", () => preview.remove(), { once: true });
  place.append(preview, picture);
  return place;
};

const tell = () => {
  const at = Math.min(current(), links.length - 1);
  shown = at;
  const link = links[at];
  const { words } = find("count").dataset;
  const text = links.length > 1 ? words.replace("{n}", at + 1).replace("{of}", links.length) : "";
  if (find("count").textContent !== text) find("count").textContent = text;
  find("alt").textContent = "undescribed" in link.dataset ? "" : link.querySelector("picture img").alt;
  const [, , post] = link.pathname.split("/");
  find("post").hidden = link.closest("article") !== null;
  find("post").href = `/p/${post}/`;
  find("save").hidden = !link.dataset.save;
  find("save").href = link.dataset.save ?? "";
  find("save").download = `${link.pathname.split("/").filter(Number).join("-")}.jpg`;
  dialog.querySelectorAll("[data-lightbox-step]").forEach((button) => (button.hidden = !links[at + Number(button.dataset.lightboxStep)]));
};

const zoom = (on) => {
  const now = current();
  slides().forEach((each, at) => each.classList.toggle("is-full", on && at === now));
  find("zoom").setAttribute("aria-pressed", String(on));
  const place = slides()[now];
  if (on) place.scrollTo((place.scrollWidth - place.clientWidth) / 2, (place.scrollHeight - place.clientHeight) / 2);
};

const go = (at, behavior = "auto") => {
  zoom(false);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  find("strip").scrollTo({ left: at * find("strip").clientWidth, behavior: calm ? "auto" : behavior });
  tell();
};

const open = (link) => {
  links = [...link.closest("[data-pictures]").querySelectorAll("[data-picture]")];
  find("strip").replaceChildren(...links.map(slide));
  dialog.showModal();
  history.pushState({ lightbox: true }, "");
  go(links.indexOf(link));
};

let closing = false;

const close = () => {
  // A second click must not go back a second time, off the page.
  if (closing) return;
  closing = history.state?.lightbox === true;
  if (closing) history.back();
  else dialog.close();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-picture]");
  if (!link || !dialog || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open(link);
});

// The way back leads out of the pictures, not off the page.
addEventListener("popstate", () => {
  closing = false;
  if (dialog?.open) dialog.close();
});

dialog?.addEventListener("cancel", (event) => event.preventDefault() ?? close());

dialog?.addEventListener("close", () => find("strip").replaceChildren() ?? links[shown]?.focus());

dialog?.addEventListener("click", ({ target }) => {
  const step = target.closest("[data-lightbox-step]");
  if (step) go(current() + Number(step.dataset.lightboxStep), "smooth");
  else if (target.closest("[data-lightbox-zoom]")) zoom(find("zoom").getAttribute("aria-pressed") !== "true");
  else if (target.closest("[data-lightbox-close]") || target.matches(".lightbox-slide, .lightbox-strip, .lightbox")) close();
  else if (target.matches(".lightbox-slide img") && !target.closest(".is-long")) zoom(!target.closest(".is-full"));
});

dialog?.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step || event.altKey || !links[current() + step] || slides()[current()].classList.contains("is-full")) return;
  event.preventDefault();
  go(current() + step, "smooth");
});

find("strip")?.addEventListener("scroll", () => dialog.open && tell(), { passive: true });
