"use strict";
// What is typed into a form stays in this browser until the server confirms that it is saved: its
// message on a later page carries the id of the submission. A draft that was sent without an answer
// is sent again under its id.

const person = document.body.dataset.person || "";

function draftKey(form) {
  const programme = form.elements._programme ? form.elements._programme.value : "";
  return `draft:${person}:${programme}:${form.dataset.draft || form.dataset.drafted}`;
}

const fieldName = (field) => field.id || field.name;
const isTicked = (field) => ["checkbox", "radio"].includes(field.type);

function typedFields(form) {
  const others = ["hidden", "submit", "button", "file", "password"];
  return [...form.elements].filter((field) => field.name && !others.includes(field.type));
}

function valueOf(field) {
  if (isTicked(field)) return field.checked;
  return field.multiple ? [...field.selectedOptions].map((option) => option.value) : field.value;
}

function setValue(field, value) {
  if (isTicked(field)) field.checked = value;
  else if (field.multiple) [...field.options].forEach((option) => { option.selected = value.includes(option.value); });
  else field.value = value;
}

const draftValues = (form) => Object.fromEntries(typedFields(form).map((field) => [fieldName(field), valueOf(field)]));
const storedDraftOf = (form) => JSON.parse(localStorage.getItem(draftKey(form)));
const storeDraftOf = (form, draft) => localStorage.setItem(draftKey(form), JSON.stringify(draft));

// A draft that was sent keeps the id under which it was.
function markSent(form) {
  const stored = storedDraftOf(form);
  if (stored && form.elements.submission_id) storeDraftOf(form, { ...stored, sent: form.elements.submission_id.value });
}

function dropConfirmed() {
  const confirmed = [...document.querySelectorAll("[data-confirmed]")].map((one) => one.dataset.confirmed);
  Object.keys(localStorage).filter((key) => key.startsWith(`draft:${person}:`)).forEach((key) => {
    if (confirmed.includes(JSON.parse(localStorage.getItem(key)).sent)) localStorage.removeItem(key);
  });
}

function offerDraft(form) {
  const stored = storedDraftOf(form);
  const offer = form.querySelector("[data-draft-offer]");
  if (!stored || !offer) return;
  const shown = draftValues(form), { values } = stored;
  const lacks = Object.keys(shown).some((name) => name in values && JSON.stringify(values[name]) !== JSON.stringify(shown[name]));
  if (!lacks) { localStorage.removeItem(draftKey(form)); return; }
  offer.hidden = false;
  offer.querySelector("[data-take-over]").addEventListener("click", () => {
    typedFields(form).forEach((field) => { if (fieldName(field) in values) setValue(field, values[fieldName(field)]); });
    if (stored.sent && form.elements.submission_id) form.elements.submission_id.value = stored.sent;
    offer.hidden = true;
  });
  offer.querySelector("[data-discard]").addEventListener("click", () => {
    localStorage.removeItem(draftKey(form));
    offer.hidden = true;
  });
}

dropConfirmed();
document.querySelectorAll("form[data-draft]").forEach((form) => {
  offerDraft(form);
  form.addEventListener("input", () => storeDraftOf(form, { values: draftValues(form) }));
});

// A double click sends a form once. Without an answer after a while it can be sent again, under the
// same id: what was saved already is not saved twice.
const NO_ANSWER = 20000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) { event.preventDefault(); return; }
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  markSent(form);
  setTimeout(() => { allowAgain(); document.querySelector("[data-no-answer]").hidden = false; }, NO_ANSWER);
});

function allowAgain() {
  document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
}
window.addEventListener("pageshow", allowAgain);
