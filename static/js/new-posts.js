// Asks every half minute, while the page is looked at, whether newer posts wait; a click brings them in at the top.
const EVERY = 30_000;
const BESIDE = 25;
const pill = document.querySelector("[data-new-posts]");
let tag = "";

// The newest id here, and those beside it: ids of one moment may arrive out of order, and what is shown is not new.
const address = () => {
  const shown = [...document.querySelectorAll("[data-feed] > article")].slice(0, BESIDE).map((card) => card.id.replace("post-", ""));
  return `${pill.dataset.newPosts}?${new URLSearchParams({ after: shown[0] ?? "0", shown: shown.join() })}`;
};

const ask = async () => {
  if (document.hidden) return;
  const answer = await fetch(address(), { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
  if (answer.status !== 200) return;
  tag = answer.headers.get("ETag") ?? "";
  const { count, text } = await answer.json();
  pill.hidden = !count;
  pill.textContent = count ? text : "";
};

const show = (page) => {
  const feed = document.querySelector("[data-feed]");
  const cards = [...page.querySelector("[data-feed]").children];
  const fresh = cards.filter((card) => !document.getElementById(card.id));
  // None of the newest page is here: there is a gap between, so the whole list is taken anew.
  if (fresh.length === cards.length) {
    feed.replaceChildren();
    document.querySelector("[data-pager]")?.replaceWith(page.querySelector("[data-pager]") ?? "");
  }
  feed.prepend(...fresh);
  pill.hidden = true;
  tag = "";
  if (!fresh.length) return;
  fresh[0].tabIndex = -1;
  fresh[0].focus();
};

if (pill) {
  const quietly = () => ask().catch(() => {});
  setInterval(quietly, EVERY);
  document.addEventListener("visibilitychange", quietly);
  pill.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    // A home that was empty says so, and has no way on to older posts: it is simply opened anew.
    if (!document.querySelector("[data-feed] > article")) return;
    event.preventDefault();
    try {
      const answer = await fetch(pill.href);
      show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      location.assign(pill.href);
    }
  });
}
