// Older cards come in below the ones here; the reader is put on the first of them. Without this it is a plain link.
const say = (text, quiet) => document.dispatchEvent(new CustomEvent("say", { detail: { text, quiet } }));

const append = (feed, page) => {
  const cards = [...page.querySelector("[data-feed]").children].filter((card) => !card.id || !document.getElementById(card.id));
  feed.append(...cards);
  document.querySelector("[data-pager]").replaceWith(page.querySelector("[data-pager]") ?? "");
  return cards;
};

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-load-more]");
  const feed = document.querySelector("[data-feed]");
  if (!link || !feed || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.getAttribute("aria-busy") === "true") return;
  link.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const cards = append(feed, page);
    if (cards.length) {
      cards[0].tabIndex = -1;
      cards[0].focus({ preventScroll: true });
    }
    say(link.dataset.loaded.replace("{n}", cards.length), true);
  } catch {
    link.removeAttribute("aria-busy");
    say(link.dataset.failed);
  }
});
