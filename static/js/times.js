// "just now" does not stay so: the times of the last hour are said anew while the page is open.
const MINUTE = 60_000;
const words = document.body.dataset;

const refresh = () => {
  document.querySelectorAll("[data-when]").forEach((time) => {
    const minutes = Math.floor((Date.now() - Date.parse(time.dateTime)) / MINUTE);
    if (minutes < 1 || minutes > 59) return;
    time.textContent = (minutes === 1 ? words.minute : words.minutes).replace("{n}", minutes);
  });
};

setInterval(() => document.hidden || refresh(), MINUTE / 2);
document.addEventListener("visibilitychange", () => document.hidden || refresh());
