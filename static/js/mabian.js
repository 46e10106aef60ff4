"use strict";
// Small helps: print, copy a text, fold the filters, keep a
// draft while typing.

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

// A double click sends a form once; the button comes back if the page does.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) { event.preventDefault(); return; }
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  if (form.dataset.draft || form.dataset.drafted) sessionStorage.setItem("sent", draftKey(form));
});

// A draft goes once the next page of ours shows that its text was taken.
const sent = sessionStorage.getItem("sent");
if (sent) {
  sessionStorage.removeItem("sent");
  if (!document.querySelector(".field-error, .alert-danger, .merge")) localStorage.removeItem(sent);
}
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
});

const draftKey = (form) => `draft:${document.body.dataset.person || ""}:${form.dataset.draft || form.dataset.drafted}`;

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && !["hidden", "submit", "button"].includes(field.type));
}

function keepDraft(form) {
  const values = Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]));
  localStorage.setItem(draftKey(form), JSON.stringify(values));
}

function offerDraft(form) {
  const kept = localStorage.getItem(draftKey(form));
  const offer = form.querySelector("[data-draft-offer]");
  if (!kept || !offer) return;
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => {
    const values = JSON.parse(kept);
    fieldsOf(form).forEach((field) => {
      if (!(field.name in values)) return;
      if (field.type === "checkbox") field.checked = values[field.name];
      else field.value = values[field.name];
    });
    offer.hidden = true;
  });
}

document.querySelectorAll("form[data-draft]").forEach((form) => {
  offerDraft(form);
  form.addEventListener("input", () => keepDraft(form));
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
