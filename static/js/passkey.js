// [data-passkey-fault]: says what to do when the sign-in library reports that no passkey was given.
const words = document.querySelector("[data-passkey-fault]");

document.addEventListener("allauth.error", () => {
  // Hidden in between, so that it is read out again the next time.
  words.hidden = true;
  requestAnimationFrame(() => { words.hidden = false; });
});
