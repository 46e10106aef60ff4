"use strict";
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
  if (plain && !match) return `${quoted(text)}${words.notNumber}`;
  const isLong = match && (match[1] || "").replace(/0+$/, "").length > (unit ? UNITS[unit] : 4) + 2;
  return isLong ? `${quoted(text)}${words.decimals}` : "";
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

// The totals at the foot, as the server adds them up, after what was saved.
let totalTimer = 0;

function updateTotal() {
  if (!words.total) return;
  clearTimeout(totalTimer);
  totalTimer = setTimeout(requestTotal, PREVIEW_DELAY);
}

async function requestTotal() {
  const answer = await request(words.total).catch(() => null);
  const part = contentOf(answer && answer.status === 200 ? answer.text : "");
  const foot = part.querySelector("tfoot"), old = grid.querySelector("tfoot");
  if (foot && old) old.replaceWith(foot);
}
