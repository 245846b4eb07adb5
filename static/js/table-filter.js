// .table-tools[data-table-filter="table id"]: shows the rows that hold the words and the state, and how many.
for (const tools of document.querySelectorAll("[data-table-filter]")) {
  const rows = [...document.querySelectorAll(`#${CSS.escape(tools.dataset.tableFilter)} > tbody > tr`)];
  const text = tools.querySelector("[data-filter-text]");
  const state = tools.querySelector("[data-filter-state]");
  const count = tools.querySelector("[data-filter-count]");
  const haystacks = rows.map((row) => row.textContent.toLocaleLowerCase());

  const apply = () => {
    const words = (text?.value || "").toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, index) => {
      const fits =
        words.every((word) => haystacks[index].includes(word)) &&
        (!state?.value || row.dataset.state === state.value);
      row.hidden = !fits;
      shown += fits;
    });
    count.textContent = tools.dataset.wordsCount.replace("{shown}", shown).replace("{total}", rows.length);
  };

  tools.hidden = false;
  tools.addEventListener("input", apply);
  apply();
}
