// form[data-upload]: sends the chosen files in parts below the limit of one sending, with progress, and tries
// a part again when the connection was lost. Words come from the template element, in the page's language.
const RETRIES = 2;
const WAIT = 2000;
const TONES = { waiting: "grey", sending: "blue", received: "green", refused: "red" };

for (const form of document.querySelectorAll("form[data-upload]")) start(form);

function start(form) {
  const find = (name) => form.querySelector(`[data-upload-${name}]`);
  const input = form.querySelector("input[type=file]");
  const model = find("words");
  const words = model.dataset;
  const limits = { part: Number(form.dataset.partLimit), total: Number(form.dataset.totalLimit) };
  const rows = [];
  let arrived = Number(form.dataset.used);
  let sending = false;

  function choose(files) {
    for (const file of files) {
      if (rows.some((row) => same(row.file, file))) continue;
      const row = makeRow(model, file);
      row.remove.addEventListener("click", () => {
        rows.splice(rows.indexOf(row), 1);
        row.item.remove();
        judge();
        input.focus();
      });
      rows.push(row);
      find("rows").append(row.item);
    }
    judge();
  }

  // What does not fit is refused at once, in the order of choosing; what fits waits.
  function judge() {
    let sum = arrived;
    for (const row of rows.filter((one) => one.state === "waiting" || one.state === "refused")) {
      const { size } = row.file;
      if (row.byServer) continue;
      if (size > limits.part) show(row, "refused", words, fill(words.tooLarge, { limit: readable(limits.part) }));
      else if (sum + size > limits.total) {
        show(row, "refused", words, fill(words.overTotal, { limit: readable(limits.total) }));
      } else {
        sum += size;
        show(row, "waiting", words, "");
      }
    }
    total(sum);
  }

  function total(sum) {
    const bar = form.querySelector("#upload-total");
    bar.querySelector("progress").value = Math.min(sum, limits.total);
    const of = { used: readable(sum), limit: readable(limits.total) };
    bar.querySelector("[data-progress-words]").textContent = fill(words.of, of);
  }

  async function send() {
    say("");
    const parts = inParts(rows.filter((row) => row.state === "waiting"), limits.part);
    for (const part of parts) {
      const fault = await sendPart(part);
      if (fault) return stop(part, fault);
      arrived += part.reduce((sum, row) => sum + row.file.size, 0);
      const done = rows.filter((row) => row.state === "received").length;
      find("status").textContent = fill(words.progress, { done, total: rows.length });
    }
    // Files that were not taken stay in sight with their reasons; the reader goes on himself.
    if (rows.every((row) => row.state === "received")) location.assign(form.dataset.next);
    else {
      find("next").hidden = false;
      // What the page said before the files went is not true any more.
      for (const stale of document.querySelectorAll("[data-before-upload]")) stale.hidden = true;
    }
    return undefined;
  }

  async function sendPart(part) {
    part.forEach((row) => show(row, "sending", words, ""));
    for (let attempt = 0; ; attempt += 1) {
      const answer = await post(form, input.name, part);
      if (answer.status === 0 && attempt < RETRIES) {
        say(words.again);
        await new Promise((resolve) => setTimeout(resolve, WAIT * (attempt + 1)));
        continue;
      }
      if (attempt && answer.status) say("");
      if (answer.status === 0) return words.lost;
      if (answer.signedOut) return words.signedOut;
      if (answer.status >= 400) return answer.body.message || words.failed;
      part.forEach((row, index) => settle(row, answer.body.files?.[index]));
      return "";
    }
  }

  function settle(row, verdict) {
    row.byServer = Boolean(verdict?.fault);
    show(row, row.byServer ? "refused" : "received", words, verdict?.fault || verdict?.note || "");
  }

  function stop(part, fault) {
    part.forEach((row) => show(row, "waiting", words, ""));
    say(fault);
  }

  function say(text) {
    find("notice").hidden = !text;
    find("notice").querySelector("p").textContent = text;
  }

  input.addEventListener("change", () => {
    choose(input.files);
    input.value = "";
  });
  drop(find("drop"), choose);
  form.addEventListener("submit", async (event) => {
    // Nothing chosen by script: an ordinary sending, so that the server says what is missing.
    if (!rows.length && !sending) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    find("send").setAttribute("aria-busy", "true");
    rows.forEach((row) => (row.remove.hidden = true));
    await send();
    find("send").setAttribute("aria-busy", "false");
    rows.forEach((row) => (row.remove.hidden = row.state === "received"));
    sending = false;
  });
  window.addEventListener("beforeunload", (event) => sending && event.preventDefault());
}

function makeRow(model, file) {
  const item = model.content.querySelector("li").cloneNode(true);
  const part = (name) => item.querySelector(`[data-${name}]`);
  const row = { file, item, badge: part("state"), note: part("note"), bar: item.querySelector("progress") };
  row.remove = part("remove");
  row.remove.textContent = model.dataset.remove;
  row.remove.setAttribute("aria-label", `${model.dataset.remove} ${file.name}`);
  row.state = "waiting";
  part("name").textContent = file.name;
  part("size").textContent = readable(file.size);
  row.bar.setAttribute("aria-label", file.name);
  return row;
}

function show(row, state, words, note) {
  row.state = state;
  row.badge.textContent = words[state];
  row.badge.className = `badge badge--${TONES[state]}`;
  row.note.textContent = note;
  row.note.hidden = !note;
  row.note.classList.toggle("file__note--error", state === "refused");
  row.bar.hidden = state !== "sending";
  if (state === "sending") row.bar.value = 0;
}

// Files in the order of choosing, each part at most `limit` bytes: first fit, so that few parts are sent.
function inParts(rows, limit) {
  const parts = [];
  for (const row of rows) {
    let part = parts.find((one) => one.size + row.file.size <= limit);
    if (!part) parts.push((part = { size: 0, rows: [] }));
    part.size += row.file.size;
    part.rows.push(row);
  }
  return parts.map((part) => part.rows);
}

// XMLHttpRequest, because fetch tells nothing of what has been sent so far. Status 0: no connection.
function post(form, name, part) {
  return new Promise((resolve) => {
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "acting_as"]) {
      if (form.elements[name]) data.append(name, form.elements[name].value);
    }
    part.forEach((row) => data.append(name, row.file, row.file.name));
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("X-Requested-With", "fetch");
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => spread(part, event.loaded));
    request.addEventListener("loadend", () => {
      const json = (request.getResponseHeader("Content-Type") || "").startsWith("application/json");
      const signedOut = request.status === 401 || (request.status === 200 && !json);
      resolve({ status: request.status, signedOut, body: json ? JSON.parse(request.responseText) : {} });
    });
    request.send(data);
  });
}

// The bytes sent so far fill the files of the part one after the other.
function spread(part, loaded) {
  let left = loaded;
  for (const row of part) {
    row.bar.value = row.file.size ? Math.min(100, (100 * left) / row.file.size) : 100;
    left = Math.max(0, left - row.file.size);
  }
}

function drop(zone, choose) {
  const mark = (over) => zone.classList.toggle("upload__drop--over", over);
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      mark(true);
    });
  }
  zone.addEventListener("dragleave", () => mark(false));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    mark(false);
    choose(event.dataTransfer.files);
  });
}

function same(one, other) {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}

function readable(size) {
  const [unit, bytes] = size >= 1_048_576 ? ["MB", 1_048_576] : ["KB", 1024];
  const digits = unit === "MB" ? 1 : 0;
  return `${(size / bytes).toLocaleString("en", { maximumFractionDigits: digits })} ${unit}`.replace(" ", document.documentElement.lang.startsWith("zh") ? "" : " ");
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
}
