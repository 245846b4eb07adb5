// [data-idle] warns before the session ends for want of use, in this tab and the others. A running upload counts as
// use: while the page says aria-busy, the session is kept.
const KEY = "last-used";
const TICK = 5_000;
const place = document.querySelector("[data-idle]");

if (place) start();

function start() {
  const lasts = Number(place.dataset.idle) * 1000;
  const warns = Number(place.dataset.idleWarning) * 1000;
  const words = place.querySelector("[data-idle-words]");
  let here = Date.now();
  let asking = false;

  function used() {
    here = Date.now();
    // Storage may be off: then each tab counts for itself.
    try { localStorage.setItem(KEY, String(here)); } catch { /* as said */ }
    place.close();
  }

  function last() {
    let elsewhere = 0;
    try { elsewhere = Number(localStorage.getItem(KEY)) || 0; } catch { /* as said */ }
    return Math.max(here, elsewhere);
  }

  async function keep() {
    if (asking) return;
    asking = true;
    const answer = await fetch(place.dataset.idleUrl, {
      method: "POST",
      redirect: "error", // whose session is over is led to the sign-in page: that is no keeping
      headers: { "X-CSRFToken": place.querySelector("[name=csrfmiddlewaretoken]").value },
    }).catch(() => null);
    asking = false;
    if (answer?.ok) used();
  }

  function look() {
    const left = last() + lasts - Date.now();
    if (left <= warns && document.querySelector("[aria-busy=true]")) keep();
    else if (left <= 0) location.assign(place.dataset.idleLeave);
    else if (left > warns) place.close();
    else warn(Math.ceil(left / 60_000));
  }

  function warn(minutes) {
    const { idleText, idleLast } = place.dataset;
    const text = minutes > 1 ? idleText.replace("{minutes}", minutes) : idleLast;
    if (words.textContent !== text) words.textContent = text;
    // Over everything, with the focus on "Stay signed in"; the browser gives the focus back when it closes.
    if (!place.open) place.showModal();
  }

  used();
  place.querySelector("[data-idle-stay]").addEventListener("click", keep);
  // Escape means to stay: it closes only when the portal has kept the session.
  place.addEventListener("cancel", (event) => {
    event.preventDefault();
    keep();
  });
  setInterval(look, TICK);
  document.addEventListener("visibilitychange", look);
}
