"use strict";
// The month's entry by keyboard: Ctrl+Enter saves, Alt+↑ fills in the text of the entry before. A
// text that is reached by Tab is selected, as a cell of Excel is.

const entryForm = document.querySelector("form[data-entry]");
let isTab = false;

function onEntryKey(event) {
  const field = event.target;
  isTab = event.key === "Tab";
  if (event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    entryForm.requestSubmit(entryForm.querySelector(".btn-primary"));
  } else if (event.key === "ArrowUp" && event.altKey && field.dataset.previous) {
    event.preventDefault();
    field.value = field.dataset.previous;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// The words of another unit are added to the text of the form.
function onTake(event) {
  const button = event.target.closest("button[data-take]");
  if (!button) return;
  const field = document.getElementById(button.dataset.into);
  field.value = [field.value.trim(), button.dataset.take].filter(Boolean).join("\n");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}
document.addEventListener("click", onTake);

if (entryForm) {
  entryForm.addEventListener("keydown", onEntryKey);
  entryForm.addEventListener("focusin", (event) => { if (isTab && event.target.tagName === "TEXTAREA") event.target.select(); });
  document.addEventListener("pointerdown", () => { isTab = false; });
}
