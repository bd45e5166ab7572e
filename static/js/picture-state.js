// While a new picture is being prepared, asks how far it is, and shows it when it is ready; only while somebody looks.
const EVERY = 1500;
const waiting = () => [...document.querySelectorAll("[data-waiting]")].map((state) => state.dataset.waiting);

const refresh = async () => {
  const answer = await fetch(location.pathname);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const name of waiting()) {
    if (page.querySelector(`[data-waiting="${name}"]`)) continue;
    for (const part of [`${name}-state`, `${name}-preview`]) {
      document.getElementById(part).replaceWith(page.getElementById(part));
    }
  }
};

const watch = async () => {
  if (!waiting().length) return;
  if (!document.hidden) await refresh().catch(() => {});
  setTimeout(watch, EVERY);
};

setTimeout(watch, EVERY);
