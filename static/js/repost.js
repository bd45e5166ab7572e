// Reposts without leaving the page: the form of the page that the button leads to, in a dialog.
const dialog = document.createElement("dialog");
dialog.className = "dialog dialog-writing";
dialog.setAttribute("aria-labelledby", "dialog-repost-title");
document.body.append(dialog);
let opened = null;

const say = (text, quiet) => document.dispatchEvent(new CustomEvent("say", { detail: { text, quiet } }));

const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

// The page may have a composer too, with the same ids.
const rename = (form) => {
  for (const name of ["id", "for", "aria-describedby"]) {
    for (const each of [form, ...form.querySelectorAll(`[${name}]`)]) {
      if (each.hasAttribute(name)) each.setAttribute(name, each.getAttribute(name).replace(/\S+/g, "dialog-$&"));
    }
  }
};

const show = (page) => {
  const form = page.querySelector("form[data-repost]");
  if (!form) return false;
  rename(form);
  form.classList.remove("card");
  form.querySelector("[data-repost-head]").hidden = false;
  form.elements.next.value = location.pathname + location.search;
  dialog.replaceChildren(form);
  if (!dialog.open) dialog.showModal();
  const box = form.elements.text;
  box.focus();
  box.setSelectionRange(0, 0);
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
};

const open = async (link) => {
  const answer = await fetch(link.href);
  // Signed out, say, or it can't be reposted: the page says so.
  if (answer.redirected || !answer.ok || !show(await read(answer))) return location.assign(link.href);
  opened = { link, text: dialog.querySelector("form").elements.text.value };
};

// The buttons of what was reposted, wherever they are on the page, and the tab on its own take over the new numbers.
const count = (page) => {
  for (const fresh of page.querySelectorAll("[data-acts]")) {
    const [post, button] = [fresh.dataset.acts, fresh.querySelector('[data-act="repost"]')];
    for (const here of document.querySelectorAll(`[data-acts="${post}"] [data-act="repost"]`)) here.replaceChildren(...button.cloneNode(true).childNodes);
    const number = button.querySelector(".act-count").textContent;
    for (const shown of document.querySelectorAll(`a[href^="/p/${post}/reposts/"] .tab-count`)) shown.textContent = number;
  }
};

const send = async (form) => {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } });
  const page = await read(answer);
  const said = page.querySelector("[data-said]");
  if (said) {
    count(page);
    dialog.close();
    say(said.textContent);
  } else if (answer.redirected) location.assign(answer.url);
  else if (!show(page)) say(page.querySelector("h1")?.textContent ?? String(answer.status));
};

const leave = () => {
  const form = dialog.querySelector("form");
  if (form.elements.text.value === opened.text || window.confirm(form.dataset.unsaid)) dialog.close();
};

document.addEventListener("click", async (event) => {
  if (event.target === dialog || event.target.closest("[data-repost-close]")) return leave();
  const link = event.target.closest('a[data-act="repost"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.getAttribute("aria-busy") === "true") return;
  link.setAttribute("aria-busy", "true");
  await open(link).catch(() => location.assign(link.href));
  link.removeAttribute("aria-busy");
});

// Escape closes what is open inside it first.
dialog.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && dialog.querySelector("details[open]")) event.preventDefault();
});
dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  leave();
});
dialog.addEventListener("close", () => {
  dialog.replaceChildren();
  opened?.link.focus();
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!dialog.contains(form) || event.defaultPrevented) return;
  event.preventDefault();
  const button = form.querySelector("[data-busy]");
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  await send(form).catch(() => form.submit());
  button.removeAttribute("aria-busy");
});
