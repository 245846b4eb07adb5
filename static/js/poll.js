// [data-poll-url][data-poll-until="selector"]: fetches the fragment until it holds the selector, ever more slowly.
// With data-poll-reload the whole page is then loaded again, but not while the reader has files chosen to be sent.
const FIRST = 1000;
const SLOWEST = 10_000;

for (const place of document.querySelectorAll("[data-poll-url]")) {
  let pause = FIRST;
  const again = () => setTimeout(look, (pause = Math.min(pause * 1.4, SLOWEST)));
  const look = async () => {
    if (document.hidden) return again();
    try {
      const answer = await fetch(place.dataset.pollUrl, { headers: { "X-Requested-With": "fetch" } });
      if (answer.ok && !answer.redirected) {
        const words = await answer.text();
        if (words.trim() !== place.innerHTML.trim()) place.innerHTML = words;
        if (place.querySelector(place.dataset.pollUntil)) {
          const busy = document.querySelector("[data-upload-rows] > *");
          if ("pollReload" in place.dataset && !busy) location.reload();
          return undefined;
        }
      } else if (answer.status < 500) {
        return undefined;
      }
    } catch {
      // The connection is away: the next look may find it again.
    }
    return again();
  };
  setTimeout(look, FIRST);
}
