// Sends a comment or a reply without leaving the page: it appears in its place, and the form is ready for the next one.
// Whatever a script can't deal with is sent as the plain form that it is.
const listOf = (form, isReply) => {
  if (!isReply) return document.querySelector("[data-comments] [data-feed]");
  return form.closest("[data-replies]") ?? (form.closest("[data-comment]") ?? document).querySelector("[data-replies]");
};

const insert = (list, item, isReply) => {
  const pinned = list.querySelector(":scope > [data-pinned]");
  if (isReply) list.append(item);
  else if (pinned) pinned.after(item);
  else list.prepend(item);
  list.closest("[data-comments]").querySelector(".comments-empty")?.remove();
};

// The pictures of a form that came with an answer: what is kept of them, and how far they are.
const attend = async (form) => {
  const box = form.querySelector("[data-attachments]");
  if (!box) return;
  const { changed, watch } = await import("./attachment.js");
  changed(box);
  watch(box);
};

const close = (form) => {
  const link = document.querySelector(`[data-reply="${form.dataset.replyTo}"]`);
  form.remove();
  link?.focus();
};

const take = (form, page) => {
  const item = page.querySelector("[data-comment]");
  const fresh = page.querySelector("[data-comment-form]");
  const isReply = item?.matches(".reply") ?? false;
  if (item) insert(listOf(form, isReply), document.adoptNode(item), isReply);
  if (item && form.dataset.replyTo) return close(form);
  // A reason why one may not comment any more has no form.
  if (form.dataset.replyTo && fresh) fresh.dataset.replyTo = form.dataset.replyTo;
  form.replaceWith(...(fresh ? [fresh] : page.body.childNodes));
  fresh?.querySelector("textarea").focus();
  return fresh && attend(fresh);
};

const send = async (form) => {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } });
  // Sent before, or signed out meanwhile: go where the server leads.
  if (answer.redirected) return location.assign(answer.url);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page.querySelector("[data-comment-form], .comments-closed")) throw new Error(answer.status);
  const said = page.querySelector("[data-said]")?.textContent ?? page.querySelector(".field-error")?.textContent.trim();
  if (page.querySelector("[data-comment]")) document.dispatchEvent(new CustomEvent("commented"));
  await take(form, page);
  return document.dispatchEvent(new CustomEvent("say", { detail: { text: said, quiet: true } }));
};

// Opened once, it stays open (comment-form.css).
document.addEventListener("focusin", ({ target }) => target.closest("[data-comment-form]")?.setAttribute("data-open", ""));

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-comment-form]");
  if (!form || event.defaultPrevented || event.submitter?.name === "do") return;
  event.preventDefault();
  const button = form.querySelector("[data-busy]");
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    await send(form);
  } catch {
    form.submit();
  }
  button.removeAttribute("aria-busy");
});
