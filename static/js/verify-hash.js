// Compares a file with the fingerprint of an issued document. The file never leaves the device (INS-4).

const panel = document.querySelector("[data-verify-hash]");

if (panel && window.crypto?.subtle) {
  const input = panel.querySelector("input");
  const result = panel.querySelector("[data-result]");
  panel.hidden = false;

  input.addEventListener("change", () => compare(input.files[0]));
  panel.addEventListener("dragover", (event) => event.preventDefault());
  panel.addEventListener("drop", (event) => {
    event.preventDefault();
    compare(event.dataTransfer.files[0]);
  });

  async function compare(file) {
    if (!file) return;
    show("", [panel.dataset.working]);
    try {
      const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
      const hash = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
      const same = hash === panel.dataset.verifyHash;
      const words = same ? panel.dataset.same : panel.dataset.different;
      show(same ? "notice--done" : "notice--fault", [words, file.name, `${panel.dataset.yours} ${hash}`]);
    } catch {
      show("notice--attention", [panel.dataset.failed]);
    }
  }

  function show(tone, lines) {
    const box = document.createElement("div");
    box.className = `notice ${tone}`.trim();
    for (const line of lines) {
      const paragraph = document.createElement("p");
      paragraph.textContent = line;
      paragraph.classList.add("breakable");
      box.append(paragraph);
    }
    result.replaceChildren(box);
  }
}
