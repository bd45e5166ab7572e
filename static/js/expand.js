// The whole of a folded post, where one is reading: the words come from the post's own page.
const page = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
};

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-expand]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const card = link.closest("article");
  try {
    const whole = (await page(link.href)).querySelector(`#${card.id} .post-text`);
    card.querySelector(".post-text").replaceWith(whole);
    whole.tabIndex = -1;
    whole.focus({ preventScroll: true });
  } catch {
    location.assign(link.href);
  }
});
