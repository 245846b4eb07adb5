// [data-countdown="ISO time"]: the time left, in the words of data-words-hours, -minutes and -closed.
// data-countdown-ahead: how many seconds the demo's court clock is ahead of this machine's.
const MINUTE = 60_000;

for (const place of document.querySelectorAll("[data-countdown]")) {
  const end = Date.parse(place.dataset.countdown) - 1000 * (place.dataset.countdownAhead ?? 0);
  const { wordsHours, wordsMinutes, wordsClosed } = place.dataset;
  const show = () => {
    const left = Math.ceil((end - Date.now()) / MINUTE);
    const hours = Math.floor(left / 60);
    const words = left <= 0 ? wordsClosed : hours ? wordsHours : wordsMinutes;
    place.textContent = words.replace("{hours}", hours).replace("{minutes}", left - hours * 60);
    place.hidden = false;
    if (left <= 0) clearInterval(timer);
  };
  const timer = setInterval(show, MINUTE / 4);
  show();
}
