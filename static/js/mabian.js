"use strict";
// Small helps: print, copy a text, fold the filters.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-print], [data-copy]");
  if (!button) return;
  if ("print" in button.dataset) window.print();
  else copy(button);
});

// A list that is opened with all its rows to be printed.
if (document.querySelector("[data-print=now]")) window.addEventListener("load", () => window.print());

// The stroke leads to the search, unless somebody is writing.
document.addEventListener("keydown", (event) => {
  const field = document.querySelector("[data-search]");
  if (event.key !== "/" || !field || event.target.closest("input, textarea, select")) return;
  event.preventDefault();
  field.focus();
});

// The question mark, or the entry of the menu, opens the list of keys.
const keys = document.getElementById("keys");
if (keys) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    if (!keys.open) keys.showModal();
  });
  document.querySelector("[data-keys]").addEventListener("click", () => keys.showModal());
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  source.select();
  if (navigator.clipboard && window.isSecureContext) await navigator.clipboard.writeText(source.value);
  else document.execCommand("copy");
  const label = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = label; }, 2000);
}

// On a phone one press unfolds all filters; elsewhere those that are seldom used stay folded.
const narrow = window.matchMedia("(max-width: 767.98px)");

function foldFilters() {
  document.querySelectorAll("details.filters").forEach((filters) => {
    filters.open = !narrow.matches;
    filters.dataset.folds = "";
  });
}

document.querySelectorAll("details.filters").forEach((filters) => filters.addEventListener("toggle", () => {
  const more = filters.querySelector("details.more-filters");
  if (more && narrow.matches && filters.open) more.open = true;
}));

narrow.addEventListener("change", foldFilters);
foldFilters();

// Whoever writes a third text means that one.
document.addEventListener("input", (event) => {
  const side = event.target.closest(".merge-side");
  if (side && event.target.type !== "radio") side.querySelector("[type=radio]").checked = true;
});

// Columns are put in order in place; one at an end stays there.
document.addEventListener("click", (event) => {
  const arrow = event.target.closest("[data-ordered] [data-up], [data-ordered] [data-down]");
  if (!arrow) return;
  event.preventDefault();
  const item = arrow.closest("li");
  if ("up" in arrow.dataset && item.previousElementSibling) item.previousElementSibling.before(item);
  if ("down" in arrow.dataset && item.nextElementSibling) item.nextElementSibling.after(item);
  arrow.focus();
});

// One fold is open at a time; Escape or a press elsewhere closes it.
function closeFolds(target) {
  document.querySelectorAll("details.fold[open], details.several[open]").forEach((fold) => {
    if (!fold.contains(target)) fold.open = false;
  });
}
document.addEventListener("click", (event) => closeFolds(event.target));
document.addEventListener("keydown", (event) => {
  const fold = event.target.closest("details.fold[open], details.several[open]");
  if (event.key !== "Escape" || !fold) return;
  fold.open = false;
  fold.querySelector("summary").focus();
});
