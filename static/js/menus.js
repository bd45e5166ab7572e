// Menus are native details; this closes them as people expect: Escape, a click elsewhere, another one opened.
const open = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", ({ target }) => {
  open().forEach((menu) => menu.contains(target) || menu.removeAttribute("open"));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  open().forEach((menu) => {
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  });
});

document.addEventListener("focusin", ({ target }) => {
  open().forEach((menu) => menu.matches(".menu") && !menu.contains(target) && menu.removeAttribute("open"));
});

// One that opens at the foot of the window comes into view whole.
document.addEventListener("toggle", ({ target }) => {
  if (!target.matches("details[data-menu][open]")) return;
  target.querySelector(".menu-list, .picker-sheet")?.scrollIntoView({ block: "nearest" });
}, true);
