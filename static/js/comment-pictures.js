// A comment's picture that was still being prepared is asked after, more and more rarely, and fills in where it is missing.
const FIRST = 1500;
const LAST = 60_000;

const fill = async (place) => {
  const item = place.closest("[data-comment]");
  const answer = await fetch(`${place.dataset.commentPictureWaiting}`);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector(`#${item.id} .comment-picture`);
  if (fresh && !("commentPictureWaiting" in fresh.dataset)) place.replaceWith(fresh);
};

const watch = (pause) => {
  setTimeout(async () => {
    const waiting = [...document.querySelectorAll("[data-comment-picture-waiting]")].slice(0, 3);
    if (!document.hidden) await Promise.all(waiting.map((place) => fill(place).catch(() => {})));
    watch(waiting.length ? Math.min(LAST, pause * 1.4) : FIRST);
  }, pause);
};

watch(FIRST);
