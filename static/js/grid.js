"use strict";
// The month's entry grid: a row is saved when it is left; arrows and Enter move in a column; a block
// copied from Excel fills rows and columns; rows that could not be saved stay in this browser.

const grid = document.querySelector("[data-grid]");
const words = grid ? grid.dataset : {};
const banner = document.querySelector("[data-banner]");
const COLUMNS = ["amount", "cumulative", "image_progress", "problems", "next_step"];
const draftsKey = `draft:${document.body.dataset.person || ""}:grid-${words.grid}`;
const format = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));

// Rows and cells

const rows = () => [...grid.querySelectorAll("[data-row]")];
const rowOf = (element) => element.closest("[data-row]");
const rowBy = (key) => grid.querySelector(`[data-row="${key}"]`);
const formOf = (row) => row.querySelector("form");
const cell = (row, name) => row.querySelector(`[data-col="${name}"]:not([type="hidden"])`);
const fields = (row) => [...row.querySelectorAll("[data-col]")].filter((field) => field.type !== "hidden" && field.type !== "checkbox");
const isDirty = (row) => fields(row).some((field) => field.value !== field.defaultValue) || Boolean(row.querySelector("[type=checkbox]:checked"));
const valuesOf = (row) => Object.fromEntries(fields(row).map((field) => [field.name, field.value]));

function setState(row, text, kind = "") {
  const state = row.querySelector("[data-state]");
  state.textContent = text;
  state.className = `grid-state ${kind}`;
}

function showBanner(text, ...buttons) {
  banner.hidden = !text;
  banner.querySelector("[data-banner-text]").textContent = text;
  for (const name of ["undo", "restore", "forget"]) banner.querySelector(`[data-${name}]`).hidden = !buttons.includes(name);
}

// Figures that follow from a typed amount: the server computes them as if the row were saved.

const PREVIEW_DELAY = 300;
const UNITS = { "亿元": 8, "万元": 4, "元": 0 };
const timers = {};
const figures = (row) => [...row.querySelectorAll("[data-figure]")];
const amounts = (row) => ["amount", "cumulative"].map((name) => cell(row, name)).filter(Boolean);

function amountError(text) {
  const plain = text.normalize("NFKC").replace(/\s/g, "").replace(/^¥/, "");
  const unit = Object.keys(UNITS).find((name) => plain.endsWith(name)) || "";
  const match = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+?)0*)?$/.exec(plain.slice(0, plain.length - unit.length));
  if (plain && !match) return `“${text.trim().slice(0, 40)}”${words.notNumber}`;
  const isLong = match && (match[1] || "").replace(/0+$/, "").length > (unit ? UNITS[unit] : 4) + 2;
  return isLong ? `“${text.trim().slice(0, 40)}”${words.decimals}` : "";
}

function preview(row) {
  const key = row.dataset.row;
  clearTimeout(timers[key]);
  if (!amounts(row).some((field) => field.value !== field.defaultValue && field.value.trim())) return showSaved(row);
  timers[key] = setTimeout(() => requestPreview(row), PREVIEW_DELAY);
}

async function requestPreview(row) {
  const query = () => new URLSearchParams(amounts(row).map((field) => [field.name, field.value])).toString();
  const sent = query();
  if (!row.isConnected || amounts(row).some((field) => amountError(field.value))) return;
  try {
    const answer = await request(`${formOf(row).action}preview/?${sent}`);
    if (!row.isConnected || query() !== sent) return;
    if (answer.status === 200) showPreview(row, JSON.parse(answer.text));
    else showSaved(row);
  } catch { /* offline or signed out: the saved figures stay */ }
}

function showPreview(row, found) {
  amounts(row).forEach((field) => { field.placeholder = field.value ? "" : found[field.name]; });
  figures(row).forEach((figure) => {
    if (!("saved" in figure.dataset)) figure.dataset.saved = figure.innerHTML;
    figure.innerHTML = found[figure.dataset.figure];
  });
}

function showSaved(row) {
  amounts(row).forEach((field) => { field.placeholder = ""; });
  figures(row).forEach((figure) => { if ("saved" in figure.dataset) figure.innerHTML = figure.dataset.saved; });
}

// What could not be sent

function drafts() {
  try { return JSON.parse(localStorage.getItem(draftsKey)) || {}; } catch { return {}; }
}

function storeDraft(row) {
  const stored = drafts();
  if (isDirty(row)) stored[row.dataset.row] = valuesOf(row);
  else delete stored[row.dataset.row];
  if (Object.keys(stored).length) localStorage.setItem(draftsKey, JSON.stringify(stored));
  else localStorage.removeItem(draftsKey);
}

function unsentDrafts() {
  return Object.entries(drafts()).filter(([key, values]) => {
    const row = rowBy(key);
    return row && formOf(row) && Object.entries(values).some(([name, value]) => cell(row, name) && cell(row, name).value !== value);
  });
}

function restoreDrafts() {
  const restored = unsentDrafts();
  restored.forEach(([key, values]) => fillRow(rowBy(key), values));
  showBanner("");
  return Promise.all(restored.map(([key]) => send(rowBy(key))));
}

function fillRow(row, values) {
  Object.entries(values).forEach(([name, value]) => { const field = cell(row, name); if (field) field.value = value; });
  markChanged(row);
}

function markChanged(row) {
  const state = row.querySelector("[data-state]");
  if (!("saved" in state.dataset)) state.dataset.saved = state.textContent;
  if (isDirty(row)) setState(row, words.unsaved, "is-unsaved");
  else setState(row, state.dataset.saved);
  storeDraft(row);
}

// Sending, one row after the other: each month takes one entry at a time anyhow

let queue = Promise.resolve();
const send = (row, asked = false) => (queue = queue.then(() => sendNow(row.dataset.row, asked)).catch(() => {}));

async function request(address, options = {}) {
  const columns = String(grid.querySelectorAll("thead th").length);
  const response = await fetch(address, { credentials: "same-origin", ...options, headers: { "Grid-Columns": columns } });
  return { status: response.status, text: await response.text() };
}

function partOf(text) {
  const template = document.createElement("template");
  template.innerHTML = text;
  return template.content.querySelector("tbody[data-row]");
}

async function sendNow(key, asked) {
  const row = rowBy(key);
  if (!row || !formOf(row) || row.dataset.wrong || !(asked || isDirty(row))) return;
  const sent = valuesOf(row), form = formOf(row);
  setState(row, words.saving);
  let answer;
  try { answer = await request(form.action, { method: "POST", body: new FormData(form) }); }
  catch { setState(row, words.offline, "is-refused"); return; }
  if (answer.status === 422) return reload(key, sent);
  applyAnswer(key, answer, sent);
}

// The answer was lost and the row has changed since: see how it stands, and put the text back.
async function reload(key, values) {
  applyAnswer(key, await request(formOf(rowBy(key)).action), values);
  fillRow(rowBy(key), values);
}

function applyAnswer(key, answer, sent) {
  const row = rowBy(key), part = partOf(answer.text);
  if (!part) {
    setState(row, words.refused, "is-refused");
    showBanner(answer.status === 200 ? words.signedOut : words.failed);
    return;
  }
  const isSaved = !part.querySelector(".field-error");
  replaceRow(row, part, sent, isSaved);
  const now = rowBy(key);
  if (!isSaved) { now.dataset.refused = JSON.stringify(sent); setState(now, words.refused, "is-refused"); }
  else if (isDirty(now)) setState(now, words.unsaved, "is-unsaved");
  else if ("reported" in now.dataset) setState(now, words.saved, "is-saved");
  storeDraft(now);
  updateCounts();
}

// The part that came takes the row's place; what was typed meanwhile, and the caret, stay.
function replaceRow(row, part, sent, isSaved) {
  const at = row.contains(document.activeElement) ? document.activeElement : null;
  const caret = at && at.dataset.col ? [at.dataset.col, at.selectionStart, at.selectionEnd] : null;
  const typed = Object.entries(valuesOf(row)).filter(([name, value]) => value !== sent[name]);
  const previous = Object.fromEntries(fields(row).map((field) => [field.name, field.defaultValue]));
  row.replaceWith(part);
  // What was refused is not what stands there: it stays to be sent.
  if (!isSaved) fields(part).forEach((field) => setDefault(field, previous[field.name] || ""));
  typed.forEach(([name, value]) => { const field = cell(part, name); if (field) field.value = value; });
  if (!caret) return;
  const field = cell(part, caret[0]);
  if (field) { field.focus(); field.setSelectionRange(caret[1], caret[2]); }
}

function setDefault(field, text) {
  const { value } = field;
  field.defaultValue = text;
  field.value = value;
}

function updateCounts() {
  const due = rows().filter((row) => "due" in row.dataset);
  const missing = due.filter((row) => !("reported" in row.dataset));
  document.querySelector("[data-count=missing]").textContent = missing.length;
  document.querySelector("[data-count=reported]").textContent = due.length - missing.length;
  document.querySelector("[data-progress]").value = due.length - missing.length;
  document.querySelector("[data-missing]").textContent = missing.map((row) => row.dataset.name).join("、") || words.allReported;
  const submit = document.querySelector("[data-sheet-submit]");
  if (!submit || !submit.dataset.confirm) return;
  if (missing.length) submit.dataset.confirm = submit.dataset.confirm.replace(/\d+/, missing.length);
  else delete submit.dataset.confirm;
}

// Moving

function moveFocus(field, step) {
  const all = rows();
  for (let at = all.indexOf(rowOf(field)) + step; at >= 0 && at < all.length; at += step) {
    const next = cell(all[at], field.dataset.col);
    if (next) { next.focus(); next.select(); return true; }
  }
  return false;
}

function movesInside(field, key) {
  if (field.tagName !== "TEXTAREA") return false;
  const { value, selectionStart, selectionEnd } = field;
  if (selectionStart !== selectionEnd) return false;
  return key === "ArrowUp" ? value.lastIndexOf("\n", selectionStart - 1) !== -1 && selectionStart > 0 : value.indexOf("\n", selectionEnd) !== -1;
}

let atFocus = null;

function onKey(event) {
  const field = event.target;
  if (!field.dataset || !field.dataset.col || event.isComposing) return;
  const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.shiftKey;
  if (isUndo && pasted && !pasted.edited) { event.preventDefault(); undo(); return; }
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape" && atFocus && atFocus.field === field) {
    field.value = atFocus.value;
    check(field);
    markChanged(rowOf(field));
    preview(rowOf(field));
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    if (!moveFocus(field, 1)) field.blur();
  } else if (["ArrowUp", "ArrowDown"].includes(event.key) && !event.shiftKey && !movesInside(field, event.key)) {
    event.preventDefault();
    moveFocus(field, event.key === "ArrowUp" ? -1 : 1);
  }
}

// Pasting

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
  const block = parseBlock(text), first = COLUMNS.indexOf(field.dataset.col);
  const targets = rows().slice(rows().indexOf(rowOf(field))).filter((row) => formOf(row));
  const width = Math.max(...block.map((line) => line.length));
  const room = grid.querySelectorAll("thead th").length - 4 - first;
  if (block.length > targets.length) { showBanner(format(words.rowsOver, { n: block.length, m: targets.length })); return; }
  if (width > room) { showBanner(format(words.columnsOver, { n: width, m: room })); return; }
  pasteInto(block, first, targets.slice(0, block.length));
}

function pasteInto(block, first, targets) {
  pasted = { edited: false, rows: targets.map((row) => ({ key: row.dataset.row, before: valuesOf(row), reported: "reported" in row.dataset })) };
  let wrong = 0;
  targets.forEach((row, line) => {
    block[line].forEach((value, column) => {
      const field = cell(row, COLUMNS[first + column]);
      if (field && value) field.value = value;
      wrong += field ? Number(!check(field)) : Number(rejectsValue(row, COLUMNS[first + column], value));
    });
    markChanged(row);
  });
  if (wrong) { showBanner(format(words.wrong, { n: wrong }), "undo"); targets.forEach(preview); }
  else { showBanner(format(words.pasted, { n: targets.length }), "undo"); targets.forEach(send); }
}

function rejectsValue(row, name, value) {
  if (!value) return false;
  showCellError(row, name, `“${value.slice(0, 40)}”${words.notAsked}`);
  return true;
}

// Whether the cell can be sent; what is wrong with it stands below.
function check(field) {
  const row = rowOf(field), isAmount = ["amount", "cumulative"].includes(field.dataset.col);
  const error = isAmount ? amountError(field.value) : "";
  showCellError(row, field.dataset.col, error);
  return !error;
}

function showCellError(row, name, error) {
  const field = cell(row, name), old = row.querySelector(`[data-cell-error="${name}"]`);
  if (old) old.remove();
  if (field) error ? field.setAttribute("aria-invalid", "true") : field.removeAttribute("aria-invalid");
  if (error) {
    const note = document.createElement("div");
    note.className = "field-error";
    note.dataset.cellError = name;
    note.setAttribute("role", "alert");
    note.textContent = error;
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

async function takeBack(key) {
  const form = formOf(rowBy(key)), body = new FormData(form);
  body.set("submission_id", freshId());
  await request(form.action.replace(/row\/$/, "take-back/"), { method: "POST", body });
  await refresh(key);
}

async function refresh(key) {
  applyAnswer(key, await request(formOf(rowBy(key)).action), valuesOf(rowBy(key)));
}

function freshId() { // crypto.randomUUID asks for HTTPS, and a county's server may have none
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

async function noChange(button) {
  const row = rowOf(button), key = row.dataset.row, body = new FormData(formOf(row));
  await queue;
  try {
    await request(button.dataset.noChange, { method: "POST", body });
    await refresh(key);
  } catch { setState(row, words.offline, "is-refused"); }
}

// What is done with the mouse

function onClick(event) {
  const button = event.target.closest("button");
  if (!button) return;
  const row = rowOf(button), part = button.closest("[data-part]");
  if ("noChange" in button.dataset) noChange(button);
  else if ("keep" in button.dataset || "take" in button.dataset) {
    if ("take" in button.dataset) cell(row, part.dataset.part).value = part.querySelector("[data-theirs]").textContent;
    part.remove();
    row.querySelector("[data-save]").disabled = Boolean(row.querySelector("[data-part]"));
  } else if ("save" in button.dataset) { delete row.dataset.conflict; send(row, true); }
}

// A question stands there to be answered: what is typed otherwise meanwhile is sent anew.
const asksToConfirm = (row) => Boolean(confirmBox(row)) && row.dataset.refused === JSON.stringify(valuesOf(row));
const confirmBox = (row) => row.querySelector("[type=checkbox]");

function onLeave(event) {
  const row = rowOf(event.target);
  if (!row || row.contains(event.relatedTarget) || !formOf(row)) return;
  if ("conflict" in row.dataset || asksToConfirm(row) || !isDirty(row)) return;
  const block = pasted && pasted.rows.some(({ key }) => key === row.dataset.row) ? pasted.rows : null;
  if (!block) send(row);
  else if (!hasErrors()) block.forEach(({ key }) => send(rowBy(key)));
}

function onInput(event) {
  const row = rowOf(event.target);
  if (!row || !event.target.dataset.col) return;
  if (pasted) pasted.edited = true;
  if (confirmBox(row) && !asksToConfirm(row)) confirmBox(row).checked = false;
  if (event.target.hasAttribute("aria-invalid")) { check(event.target); if (!hasErrors() && pasted) showBanner(format(words.pasted, { n: pasted.rows.length }), "undo"); }
  markChanged(row);
  preview(row);
}

if (grid) {
  grid.addEventListener("focusin", (event) => { atFocus = { field: event.target, value: event.target.value }; });
  grid.addEventListener("keydown", onKey);
  grid.addEventListener("paste", onPaste);
  grid.addEventListener("input", onInput);
  grid.addEventListener("focusout", onLeave);
  grid.addEventListener("click", onClick);
  banner.querySelector("[data-undo]").addEventListener("click", undo);
  banner.querySelector("[data-restore]").addEventListener("click", restoreDrafts);
  banner.querySelector("[data-forget]").addEventListener("click", () => { localStorage.removeItem(draftsKey); showBanner(""); });
  window.addEventListener("online", () => rows().filter((row) => formOf(row) && !("conflict" in row.dataset) && isDirty(row)).forEach(send));
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-sheet-submit]") && rows().some((row) => formOf(row) && isDirty(row))) { event.preventDefault(); showBanner(words.pending); }
  }, true);
  if (unsentDrafts().length) showBanner(format(words.drafts, { n: unsentDrafts().length }), "restore", "forget");
}
