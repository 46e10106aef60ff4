"use strict";
// A block copied from Excel: its rows are matched, shown, filled in and sent in one request.

let pasted = null;

function parseBlock(text) { // cells in quotes hold line breaks
  const block = [[""]];
  let quoted = false, started = true;
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at], last = block[block.length - 1];
    if (quoted) {
      if (one === '"' && text[at + 1] === '"') { last[last.length - 1] += '"'; at += 1; }
      else if (one === '"') quoted = false;
      else last[last.length - 1] += one;
    } else if (one === '"' && started) { quoted = true; started = false; }
    else if (one === "\t") { last.push(""); started = true; }
    else if (one === "\n") { block.push([""]); started = true; }
    else if (one !== "\r") { last[last.length - 1] += one; started = false; }
  }
  if (block.length > 1 && block[block.length - 1].join("") === "") block.pop();
  return block.map((line) => line.map((value) => value.trim()));
}

function onPaste(event) {
  const field = event.target;
  if (!field.dataset || !field.dataset.col) return;
  const text = event.clipboardData.getData("text/plain");
  if (!/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
  event.preventDefault();
  const found = matchBlock(parseBlock(text), field);
  if (found.refusal) showBanner(found.refusal);
  else showMatch(found);
}

function pasteLines(lines) {
  pasted = { edited: false, rows: lines.map(({ row }) => ({ key: row.dataset.row, before: valuesOf(row), reported: "reported" in row.dataset })) };
  let wrong = 0;
  lines.forEach(({ row, values }) => {
    Object.entries(values).forEach(([name, value]) => {
      const field = cell(row, name);
      if (field) field.value = value;
      const error = valueError(row, name, value);
      showCellError(row, name, error);
      wrong += Number(Boolean(error));
    });
    markChanged(row);
  });
  const filled = lines.map(({ row }) => row);
  if (!wrong) { sendBlock(filled); return; }
  showBanner(format(words.wrong, { n: wrong }), "undo");
  filled.forEach(preview);
}

// Why the value cannot be saved in the column; empty where it can.
function valueError(row, name, value) {
  if (!cell(row, name)) return `${quoted(value)}${words.notAsked}`;
  return name in CHECKS ? CHECKS[name](value) : "";
}

// All rows in one request under one id: sent again, it is not processed again.

let block = null;

function sendBlock(filled) {
  const changed = filled.filter(isDirty);
  if (!changed.length) { showBanner(format(words.pasted, { n: filled.length }), "undo"); return; }
  const body = new FormData(formOf(changed[0])), sent = {};
  body.set("submission_id", freshId());
  changed.forEach((row) => {
    sent[row.dataset.row] = valuesOf(row);
    body.append(`row-${row.dataset.row}`, new URLSearchParams(new FormData(formOf(row))).toString());
  });
  block = { body, sent, number: filled.length };
  queueBlock();
}

function queueBlock() {
  queue = queue.then(postBlock).catch(() => {});
}

async function postBlock() {
  const { body, sent, number } = block, keys = Object.keys(sent);
  keys.forEach((key) => setState(rowBy(key), words.saving));
  showBanner(format(words.savingBlock, { n: keys.length }), "running");
  let answer;
  try { answer = await request(words.block, { method: "POST", body }); }
  catch (error) { blockWaits(keys, error.name === "AbortError" ? words.noAnswer : words.offline); return; }
  if (answer.status === 503) { blockWaits(keys, words.outage); return; }
  const content = contentOf(answer.text);
  const parts = keys.map((key) => content.querySelector(`tbody[data-row="${key}"]`));
  keys.forEach((key, at) => (parts[at] ? applyPart(key, parts[at], sent[key]) : setState(rowBy(key), words.refused, "is-refused", true)));
  const refused = keys.filter((key) => isDirty(rowBy(key))).length;
  if (parts.some((part) => !part)) showBanner(answer.status === 200 ? words.signedOut : words.failed);
  else showBanner(format(refused ? words.partly : words.pasted, { n: number - refused, m: refused }), "undo");
}

function blockWaits(keys, text) {
  keys.forEach((key) => setState(rowBy(key), words.unsaved, "is-unsaved"));
  showBanner(text, "resend");
}

// Whether the cell can be sent; the error is shown below.
function check(field) {
  const row = rowOf(field), error = valueError(row, field.dataset.col, field.value);
  showCellError(row, field.dataset.col, error);
  return !error;
}

function showCellError(row, name, error) {
  const field = cell(row, name), old = row.querySelector(`[data-cell-error="${name}"]`);
  if (old) old.remove();
  if (field) error ? field.setAttribute("aria-invalid", "true") : field.removeAttribute("aria-invalid");
  if (error) {
    const note = element("div", error, { class: "field-error", role: "alert", "data-cell-error": name });
    (field ? field.parentNode : row.querySelector(".grid-name")).append(note);
  }
  if (row.querySelector("[data-cell-error]")) row.dataset.wrong = "yes";
  else delete row.dataset.wrong;
}

const hasErrors = () => pasted && pasted.rows.some(({ key }) => rowBy(key) && rowBy(key).dataset.wrong);

async function undo() {
  const { rows: undone } = pasted;
  pasted = null;
  await queue;
  for (const { key, before, reported } of undone) {
    const row = rowBy(key);
    row.querySelectorAll("[data-cell-error]").forEach((note) => note.remove());
    delete row.dataset.wrong;
    if (!reported && "reported" in row.dataset) await takeBack(key);
    else if (row.querySelector(".grid-more")) await refresh(key);
    fillRow(rowBy(key), before);
    showSaved(rowBy(key));
    if (reported) send(rowBy(key));
  }
  showBanner(words.undone);
}
