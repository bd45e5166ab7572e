// Deletes a post from a list without leaving it, and lets it be undone for a while: the bar stands where the card was.
const second = 1000;
const bars = new WeakSet();

// The offer ends with its time; who stood on it is not sent to the top of the page.
const end = (button) => {
  const bar = button.closest("[data-deleted]");
  if (!bar) return button.remove();
  if (bar.contains(document.activeElement)) bar.nextElementSibling?.querySelector("a, button, summary")?.focus();
  bar.remove();
};

const countDown = (button, left) => {
  if (!button.isConnected) return;
  if (left <= 0) return end(button);
  button.querySelector("[data-undo-left]").textContent = left;
  setTimeout(countDown, second, button, left - 1);
};

const watch = (button) => {
  if (bars.has(button)) return;
  bars.add(button);
  countDown(button, Number(button.dataset.undo));
};

const send = async (form, address) => {
  const answer = await fetch(address, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
};

const remove = async (form, card) => {
  const bar = (await send(form, form.action)).querySelector("[data-deleted]");
  if (!bar) throw new Error("no bar");
  form.closest("dialog").close();
  (card.closest("[data-pinned]") ?? card).replaceWith(bar);
  const button = bar.querySelector("[data-undo]");
  button.focus();
  document.dispatchEvent(new CustomEvent("say", { detail: { text: bar.textContent.trim(), quiet: true } }));
  watch(button);
};

const bringBack = async (form, button) => {
  const card = (await send(form, button.formAction)).querySelector("article");
  if (!card) throw new Error("no card");
  button.closest("[data-deleted]").replaceWith(card);
  card.querySelector("summary, a")?.focus();
};

// Whatever goes wrong, the plain form tells.
const plainly = (form, address) => {
  form.action = address;
  form.submit();
};

document.addEventListener("submit", (event) => {
  const [form, button] = [event.target, event.submitter];
  const id = form.closest("dialog") && form.action.match(/\/posts\/(\d+)\/delete\/$/)?.[1];
  const card = id && document.querySelector(`[data-feed] #post-${id}, [data-pinned] #post-${id}`);
  if (card) {
    event.preventDefault();
    remove(form, card).catch(() => plainly(form, form.action));
  } else if (button?.matches("[data-deleted] [data-undo]")) {
    event.preventDefault();
    bringBack(form, button).catch(() => plainly(form, button.formAction));
  }
});

document.querySelectorAll("[data-undo]").forEach(watch);
