// Pictures that move: they play while they are looked at, unless the reader asked for less motion or for less data.
const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches || navigator.connection?.saveData === true;

const play = (button) => {
  const link = button.parentElement.querySelector("[data-picture]");
  if (link.querySelector(".picture-moving")) return;
  const moving = new Image();
  moving.className = "picture-moving";
  moving.alt = "";
  moving.src = button.dataset.motion;
  link.append(moving);
  button.setAttribute("aria-pressed", "true");
};

const stop = (button) => {
  button.parentElement.querySelector(".picture-moving")?.remove();
  button.setAttribute("aria-pressed", "false");
};

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-motion]");
  if (!button) return;
  const playing = button.getAttribute("aria-pressed") === "true";
  // Who stops it does not want it to begin again by itself.
  button.dataset.told = "yes";
  if (playing) stop(button);
  else play(button);
});

const seen = new IntersectionObserver((entries) => {
  for (const { target: button, isIntersecting } of entries) {
    if (isIntersecting && !button.dataset.told) play(button);
    else if (!isIntersecting) stop(button);
  }
});

const watch = (root) => root.querySelectorAll?.("[data-motion]").forEach((button) => seen.observe(button));

if (!quiet) {
  watch(document);
  new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach(watch))).observe(document.querySelector("main") ?? document.body, { childList: true, subtree: true });
}
