"use strict";
// A grid of a month: its rows, cells and states. The scripts of this folder belong together; that of
// the page (projects.js, tasks.js) names the columns.

const grid = document.querySelector("[data-grid]");
const words = grid.dataset;
const banner = document.querySelector("[data-banner]");
const format = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));

const rows = () => [...grid.querySelectorAll("[data-row]")];
const rowOf = (element) => element.closest("[data-row]");
const rowBy = (key) => grid.querySelector(`[data-row="${key}"]`);
const formOf = (row) => row.querySelector("form");
const cell = (row, name) => row.querySelector(`[data-col="${name}"]:not([type="hidden"])`);
const fields = (row) => [...row.querySelectorAll("[data-col]")].filter((field) => field.type !== "hidden" && field.type !== "checkbox");
const isDirty = (row) => fields(row).some((field) => field.value !== field.defaultValue) || Boolean(row.querySelector("[type=checkbox]:checked"));
const valuesOf = (row) => Object.fromEntries(fields(row).map((field) => [field.name, field.value]));

// The state under a row's name; with `again` a button that sends the row anew.
function setState(row, text, kind = "", again = false) {
  const state = row.querySelector("[data-state]");
  if (!("saved" in state.dataset)) state.dataset.saved = state.textContent;
  state.textContent = text;
  state.className = `grid-state ${kind}`;
  if (again) state.append(" ", element("button", words.again, { type: "button", class: "btn btn-sm", "data-again": "" }));
}

const quoted = (text) => `“${text.trim().slice(0, 40)}”`;

// The elements of a part that the server sent.
function contentOf(text) {
  const template = document.createElement("template");
  template.innerHTML = text;
  return template.content;
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

function showBanner(text, ...buttons) {
  banner.hidden = !text;
  banner.querySelector("[data-banner-text]").textContent = text;
  banner.querySelector("[data-running]").hidden = !buttons.includes("running");
  for (const name of ["undo", "restore", "forget", "resend"]) banner.querySelector(`[data-${name}]`).hidden = !buttons.includes(name);
}

function fillRow(row, values) {
  Object.entries(values).forEach(([name, value]) => { const field = cell(row, name); if (field) field.value = value; });
  markChanged(row);
}

function markChanged(row) {
  if (isDirty(row)) setState(row, words.unsaved, "is-unsaved");
  else setState(row, row.querySelector("[data-state]").dataset.saved || row.querySelector("[data-state]").textContent);
  storeDraft(row);
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
