// Pictures that are still being prepared are asked after, more and more rarely, and fill in where they are missing.
const FIRST = 1200;
const LAST = 120_000;

const waiting = () => [...document.querySelectorAll("[data-pictures-waiting]")].map((each) => each.dataset.pictures);

const fill = async (ids) => {
  const answer = await fetch(`/posts/cards/?${new URLSearchParams(ids.map((id) => ["post", id]))}`);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const here of document.querySelectorAll("[data-pictures-waiting]")) {
    const fresh = page.querySelector(`[data-pictures="${here.dataset.pictures}"]`);
    if (!fresh) here.removeAttribute("data-pictures-waiting");
    else if (fresh.innerHTML !== here.innerHTML) here.replaceWith(fresh);
  }
};

const watch = (pause) => {
  setTimeout(async () => {
    const ids = [...new Set(waiting())].slice(0, 25);
    if (ids.length && !document.hidden) await fill(ids).catch(() => {});
    if (pause < LAST) watch(waiting().length ? pause * 1.3 : pause);
  }, pause);
};

// Also for cards that come later: an author comes back to a home that has the new post at its top.
watch(FIRST);
