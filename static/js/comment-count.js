// Tells how many comments there are once one was sent or deleted: below the post, and above the lists of its page.
// Asked of the server, which counts those of others too and says numbers as people do.
const numberOf = async (post) => {
  const answer = await fetch(`/posts/cards/?post=${post}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector(`[data-acts="${post}"] [data-act="comment"] .act-count`)?.textContent;
};

const show = async (post) => {
  const number = await numberOf(post);
  if (number === undefined) return;
  for (const here of document.querySelectorAll(`[data-acts="${post}"] [data-act="comment"] .act-count`)) here.textContent = number;
  for (const here of document.querySelectorAll(`a[href="/p/${post}/#comments"] .tab-count`)) here.textContent = number || "0";
};

// The comment is there, whatever becomes of its number.
document.addEventListener("commented", () => {
  const post = document.querySelector("[data-acts]")?.dataset.acts;
  if (post && document.querySelector("[data-comments]")) show(post).catch(() => null);
});
