"use strict";
// A row is sent when it is left; what could not be sent stays in this browser and is sent again.

const TIMEOUT = 20000, RETRY = 15000;
const draftsKey = `draft:${document.body.dataset.person || ""}:grid-${words.block}`;

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

// One after the other: each month takes one entry at a time anyhow

let queue = Promise.resolve();
const send = (row, isForced = false) => (queue = queue.then(() => sendNow(row.dataset.row, isForced)).catch(() => {}));

async function request(address, options = {}) {
  const columns = String(grid.querySelectorAll("thead th").length);
  const abort = new AbortController(), timer = setTimeout(() => abort.abort(), TIMEOUT);
  const given = { credentials: "same-origin", signal: abort.signal, ...options, headers: { "Grid-Columns": columns } };
  try {
    const response = await fetch(address, given);
    const answer = { status: response.status, text: await response.text() };
    markUsed();
    return answer;
  } finally { clearTimeout(timer); }
}

async function sendNow(key, isForced) {
  const row = rowBy(key);
  if (!row || !formOf(row) || row.dataset.wrong) return;
  delete row.dataset.waiting;
  if (!(isForced || isDirty(row))) return;
  const sent = valuesOf(row), form = formOf(row);
  setState(row, words.saving);
  let answer;
  try { answer = await request(form.action, { method: "POST", body: new FormData(form) }); }
  catch (error) { wait(row, error.name === "AbortError" ? words.noAnswer : words.offline); return; }
  if (answer.status === 503) wait(row, words.outage);
  else if (answer.status === 422) await reload(key, sent);
  else applyAnswer(key, answer, sent);
}

// Sent again after a while, when the connection is back, or by the button.
let retryTimer = 0;

function wait(row, text, how = "row") {
  row.dataset.waiting = how;
  setState(row, text, "is-refused", true);
  clearTimeout(retryTimer);
  retryTimer = setTimeout(resendWaiting, RETRY);
}

const resend = (row) => (row.dataset.waiting === "no-change" ? noChange(row) : send(row, true));
const resendWaiting = () => rows().filter((row) => row.dataset.waiting).forEach(resend);

// The answer was lost and the row has changed since: read the row, and put the text back.
async function reload(key, values) {
  applyAnswer(key, await request(formOf(rowBy(key)).action), values);
  fillRow(rowBy(key), values);
}

function applyAnswer(key, answer, sent) {
  const part = contentOf(answer.text).querySelector("tbody[data-row]");
  if (part) { applyPart(key, part, sent); return; }
  setState(rowBy(key), words.refused, "is-refused", true);
  showBanner(answer.status === 200 ? words.signedOut : words.failed);
}

function applyPart(key, part, sent) {
  const isSaved = !part.querySelector(".field-error");
  replaceRow(rowBy(key), part, sent, isSaved);
  const now = rowBy(key);
  if (!isSaved) { now.dataset.refused = JSON.stringify(sent); setState(now, words.refused, "is-refused"); }
  else if (isDirty(now)) setState(now, words.unsaved, "is-unsaved");
  else if ("reported" in now.dataset) setState(now, words.saved, "is-saved");
  storeDraft(now);
  updateCounts();
  updateTotal();
}

// A row that is replaced is not left.
let replacing = false;

// The part that came takes the row's place; what was typed meanwhile, and the caret, stay.
function replaceRow(row, part, sent, isSaved) {
  const at = row.contains(document.activeElement) ? document.activeElement : null;
  const caret = at && at.dataset.col ? [at.dataset.col, at.selectionStart, at.selectionEnd] : null;
  const typed = Object.entries(valuesOf(row)).filter(([name, value]) => value !== sent[name]);
  const previous = Object.fromEntries(fields(row).map((field) => [field.name, field.defaultValue]));
  replacing = true;
  row.replaceWith(part);
  replacing = false;
  // What was refused differs from the present text, which stays to be sent.
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

async function takeBack(key) {
  const form = formOf(rowBy(key)), body = new FormData(form);
  body.set("submission_id", freshId());
  await request(form.action.replace(/row\/(?=\?|$)/, "take-back/"), { method: "POST", body });
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

async function noChange(row) {
  const key = row.dataset.row, body = new FormData(formOf(row));
  const { noChange: address } = row.querySelector("[data-no-change]").dataset;
  delete row.dataset.waiting;
  await queue;
  setState(row, words.saving);
  try {
    const answer = await request(address, { method: "POST", body });
    if (answer.status === 503) { wait(row, words.outage, "no-change"); return; }
    await refresh(key);
    showBanner(refusalIn(answer.text));
  } catch { wait(row, words.offlineNoChange, "no-change"); }
}

// Why the page that came back refused it; empty where it did not.
function refusalIn(text) {
  const found = contentOf(text).querySelector(".alert-danger");
  return found ? found.textContent.trim() : "";
}
