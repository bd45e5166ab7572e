// Replies where one reads: the form comes below the comment. Without this, "Reply" leads to a page with the form.
const openOne = () => document.querySelector("[data-reply-to]");

const placeOf = (link) => {
  const above = link.closest(".comment-list > .comment")?.querySelector("[data-reply-place]");
  if (above) return above;
  const item = link.closest("[data-comment]");
  const place = item.querySelector("[data-reply-place]") ?? document.createElement("div");
  place.dataset.replyPlace = item.dataset.comment;
  item.append(place);
  return place;
};

const open = async (link) => {
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
  // Signed out, say: the page itself tells.
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector("[data-comment-form]");
  if (!form) throw new Error("closed");
  form.dataset.replyTo = link.dataset.reply;
  openOne()?.remove();
  placeOf(link).replaceChildren(form);
  form.querySelector("textarea").focus();
  form.scrollIntoView({ block: "nearest" });
};

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-reply]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const here = openOne();
  if (here?.dataset.replyTo === link.dataset.reply) return here.querySelector("textarea").focus();
  // What is being written elsewhere is not thrown away for another form.
  if (here?.querySelector("textarea").value.trim()) return here.querySelector("textarea").focus();
  try {
    await open(link);
  } catch {
    location.assign(link.href);
  }
  return undefined;
});

document.addEventListener("click", ({ target }) => {
  const form = target.closest("[data-reply-cancel]")?.closest("form");
  if (!form) return;
  if (!form.dataset.replyTo) return history.back();
  document.querySelector(`[data-reply="${form.dataset.replyTo}"]`)?.focus();
  return form.remove();
});
