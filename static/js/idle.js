// [data-idle] warns before the session ends for want of use, in this tab and the others. A running upload counts as
// use: while the page says aria-busy, the session is kept.
const KEY = "last-used";
const TICK = 5_000;
const place = document.querySelector("[data-idle]");

if (place) {
  const lasts = Number(place.dataset.idle) * 1000;
  const warns = Number(place.dataset.idleWarning) * 1000;
  const words = place.querySelector("[data-idle-words]");
  const use = () => {
    try { localStorage.setItem(KEY, String(Date.now())); } catch { /* storage may be off: each tab for itself */ }
    here = Date.now();
    place.hidden = true;
  };
  let here = Date.now();
  let asking = false;
  const last = () => {
    let elsewhere = 0;
    try { elsewhere = Number(localStorage.getItem(KEY)) || 0; } catch { /* as above */ }
    return Math.max(here, elsewhere);
  };
  const keep = async () => {
    if (asking) return;
    asking = true;
    const answer = await fetch(place.dataset.idleUrl, {
      method: "POST",
      headers: { "X-CSRFToken": place.querySelector("[name=csrfmiddlewaretoken]").value },
    }).catch(() => null);
    asking = false;
    if (answer && answer.ok) use();
  };
  const look = () => {
    const left = last() + lasts - Date.now();
    if (left <= 0) return location.assign(place.dataset.idleLeave);
    if (left > warns) {
      place.hidden = true;
      return undefined;
    }
    if (document.querySelector("[aria-busy=true]")) return keep();
    words.textContent = place.dataset.idleText.replace("{minutes}", Math.ceil(left / 60_000));
    place.hidden = false;
    return undefined;
  };
  use();
  place.querySelector("button").addEventListener("click", keep);
  setInterval(look, TICK);
  document.addEventListener("visibilitychange", look);
}
