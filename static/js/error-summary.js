// The error summary takes the focus, so that a screen reader reads it first; the tab's title says so too.
const summary = document.querySelector("[data-error-summary]");

if (summary) {
  document.title = `${summary.dataset.errorSummary} ${document.title}`;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const label = document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
    (label || field).scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
}
