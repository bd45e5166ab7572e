// Likes a comment, hides it, chooses it, pins it or deletes it without leaving the page. What the server draws is the truth.
const say = (text) => document.dispatchEvent(new CustomEvent("say", { detail: { text, quiet: true } }));

const ask = async (form, address, headers = { "HX-Request": "true" }) => {
  const answer = await fetch(address, { method: "POST", body: new FormData(form), headers });
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { page, url: answer.url, said: page.querySelector("[data-said]")?.textContent };
};

const like = async (form, button) => {
  const here = `[data-comment-like="${button.dataset.commentLike}"]`;
  const { page, url, said } = await ask(form, button.formAction);
  const fresh = page.querySelector(here);
  // Signed out meanwhile, say: go where the server leads.
  if (!fresh || !said) return location.assign(url);
  for (const each of document.querySelectorAll(here)) {
    // In place, so that the focus stays where it is.
    for (const { name, value } of fresh.attributes) each.setAttribute(name, value);
    each.replaceChildren(...fresh.cloneNode(true).childNodes);
  }
  return say(said);
};

const redraw = async (form, button) => {
  const old = button.closest("[data-comment]");
  const { page, url, said } = await ask(form, button.formAction);
  const fresh = page.querySelector(`[data-comment="${old.dataset.comment}"]`);
  if (!fresh || !said) return location.assign(url);
  // In the conversation a comment stands without what was replied to it.
  if (!old.querySelector("[data-replies]")) fresh.querySelectorAll(".replies, .comment-more, [data-reply-place]").forEach((part) => part.remove());
  old.replaceWith(fresh);
  fresh.querySelector(".comment-menu > summary")?.focus();
  return say(said);
};

// The whole section, where the order of its comments changes.
const again = async (form, button) => {
  const id = button.closest("[data-comment]")?.id ?? "comments";
  const { page, url } = await ask(form, button.formAction, {});
  const fresh = page.querySelector("[data-comments]");
  if (!fresh) return location.assign(url);
  document.querySelector("[data-comments]").replaceWith(fresh);
  const focus = document.getElementById(id) ?? fresh;
  focus.tabIndex = -1;
  focus.focus();
  return say(page.querySelector(".message")?.textContent.trim() ?? "");
};

const verbOf = (button) => {
  if (button?.matches("[data-comment-like]")) return like;
  if (button?.matches("[data-comment-act]")) return redraw;
  return button?.matches("[data-comments-act]") ? again : null;
};

const remove = async (form, item) => {
  const dialog = form.closest("dialog");
  const near = item.nextElementSibling ?? item.previousElementSibling ?? document.querySelector("[data-comments]");
  const done = item.querySelector(":scope > article [data-done]")?.dataset.done ?? "";
  await ask(form, form.action);
  document.dispatchEvent(new CustomEvent("commented"));
  dialog.close();
  item.remove();
  near.tabIndex = -1;
  near.focus({ preventScroll: true });
  say(done);
};

const deleted = (form) => {
  const id = form.closest("#confirm") && new URL(form.action).pathname.match(/^\/comments\/(\d+)\/delete\/$/)?.[1];
  const item = id && document.getElementById(`comment-${id}`);
  // The page of a comment goes with it.
  return item && !item.closest(".thread > .comment-list") ? item : null;
};

document.addEventListener("submit", async (event) => {
  const [form, button] = [event.target, event.submitter];
  const [verb, item] = [form.id === "acts" && verbOf(button), deleted(form)];
  if (!verb && !item) return;
  event.preventDefault();
  if (button?.getAttribute("aria-busy") === "true") return;
  button?.setAttribute("aria-busy", "true");
  try {
    await (verb ? verb(form, button) : remove(form, item));
  } catch {
    if (verb) form.action = button.formAction;
    form.submit();
  }
  button?.removeAttribute("aria-busy");
});
