// input[data-check-all="name"]: ticks every shown box of that name; [data-check-count="name"] says how many are.
for (const all of document.querySelectorAll("[data-check-all]")) {
  const boxes = [...document.querySelectorAll(`input[name="${CSS.escape(all.dataset.checkAll)}"]`)];
  const count = document.querySelector(`[data-check-count="${CSS.escape(all.dataset.checkAll)}"]`);
  const shown = () => boxes.filter((box) => !box.disabled && !box.closest("[hidden]"));

  const tell = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
    if (count) count.textContent = ticked;
  };

  all.hidden = false;
  all.addEventListener("change", () => {
    shown().forEach((box) => {
      box.checked = all.checked;
    });
    tell();
  });
  boxes.forEach((box) => box.addEventListener("change", tell));
  tell();
}
