// One click, one act: a form's button is at rest after the first submission, and works again when one comes back.
const busy = new Set();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (busy.has(form)) {
    event.preventDefault();
    return;
  }
  busy.add(form);
  // After the browser has gathered the form's data, because a disabled button's name would be left out.
  setTimeout(() => rest(form, true));
});

window.addEventListener("pageshow", () => {
  busy.forEach((form) => rest(form, false));
  busy.clear();
});

function rest(form, resting) {
  for (const button of form.elements) {
    if (button.type !== "submit") continue;
    button.setAttribute("aria-disabled", String(resting));
    button.setAttribute("aria-busy", String(resting));
  }
}
