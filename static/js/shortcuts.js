// [data-key="a"] on a button or link: that key alone presses it, once the reader has switched single keys on
// ([data-keys], kept on this device) and unless he is typing: WCAG 2.1.4.
const STORE = "single-keys";
const choice = document.querySelector("[data-keys]");

if (choice) {
  const box = choice.querySelector("input");
  const places = new Map([...document.querySelectorAll("[data-key]")].map((place) => [place.dataset.key, place]));
  choice.hidden = false;
  box.checked = localStorage.getItem(STORE) === "on";
  box.addEventListener("change", () => localStorage.setItem(STORE, box.checked ? "on" : "off"));

  document.addEventListener("keydown", (event) => {
    if (!box.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
    const place = places.get(event.key.toLowerCase());
    if (!place || place.closest("[hidden]")) return;
    event.preventDefault();
    place.focus();
    place.click();
  });
}
