// Asks before something is undone for good: a link with data-confirm leads to a page that asks; here it asks at once.
const dialog = document.getElementById("confirm");

const ask = (link) => {
  const { confirm, confirmText, confirmAction } = link.dataset;
  dialog.querySelector("[data-confirm-title]").textContent = confirm;
  dialog.querySelector("[data-confirm-text]").textContent = confirmText;
  dialog.querySelector("[data-confirm-action]").textContent = confirmAction;
  dialog.querySelector("form").action = link.href;
  // From a list one stays in the list; from the thing's own page the server leads on.
  dialog.querySelector("[name=next]").value = link.closest("[data-feed]") ? location.pathname + location.search : "";
  // The link hides with its menu: closed again, the question gives the focus back to what opened the menu.
  const menu = link.closest("details");
  menu?.removeAttribute("open");
  menu?.querySelector("summary").focus();
  dialog.showModal();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-confirm]");
  if (link && dialog) {
    event.preventDefault();
    ask(link);
  } else if (event.target === dialog || event.target.closest("[data-confirm-cancel]")) {
    dialog.close();
  }
});
