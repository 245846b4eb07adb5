// form[data-onward]: goes on by itself; without JavaScript its button does. Not again when the payer comes back.
const form = document.querySelector("form[data-onward]");
const [navigation] = performance.getEntriesByType("navigation");

if (form && navigation?.type !== "back_forward") form.requestSubmit();
