// Whoever uncovers something goes on with what was covered: the button that did it is gone.
document.addEventListener(
  "toggle",
  ({ target }) => {
    const shown = target.open && target.matches("[data-veil]") && target.querySelector(":scope > summary + *");
    if (!shown) return;
    shown.tabIndex = -1;
    shown.focus({ preventScroll: true });
  },
  true,
);
