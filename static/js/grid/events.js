"use strict";
// Arrows and Enter move in a column; what is done with the mouse.

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

function onClick(event) {
  const button = event.target.closest("button");
  if (!button) return;
  const row = rowOf(button), part = button.closest("[data-part]");
  if ("noChange" in button.dataset) noChange(row);
  else if ("again" in button.dataset) resend(row);
  else if ("keep" in button.dataset || "take" in button.dataset) {
    if ("take" in button.dataset) cell(row, part.dataset.part).value = part.querySelector("[data-theirs]").textContent;
    part.remove();
    row.querySelector("[data-save]").disabled = Boolean(row.querySelector("[data-part]"));
  } else if ("save" in button.dataset) { delete row.dataset.conflict; send(row, true); }
}

// A question waits for its answer: what is typed otherwise meanwhile is sent anew.
const asksToConfirm = (row) => Boolean(confirmBox(row)) && row.dataset.refused === JSON.stringify(valuesOf(row));
const confirmBox = (row) => row.querySelector("[type=checkbox]");

function onLeave(event) {
  const row = rowOf(event.target);
  if (replacing || !row || row.contains(event.relatedTarget) || !formOf(row)) return;
  if ("conflict" in row.dataset || asksToConfirm(row) || !isDirty(row)) return;
  const together = pasted && pasted.rows.some(({ key }) => key === row.dataset.row) ? pasted.rows : [];
  const unsent = together.map(({ key }) => rowBy(key)).filter(isDirty);
  if (unsent.length < 2) send(row);
  else if (!hasErrors()) sendBlock(unsent);
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

grid.addEventListener("focusin", (event) => { atFocus = { field: event.target, value: event.target.value }; });
grid.addEventListener("keydown", onKey);
grid.addEventListener("paste", onPaste);
grid.addEventListener("input", onInput);
grid.addEventListener("focusout", onLeave);
grid.addEventListener("click", onClick);
banner.querySelector("[data-undo]").addEventListener("click", undo);
banner.querySelector("[data-resend]").addEventListener("click", queueBlock);
banner.querySelector("[data-restore]").addEventListener("click", restoreDrafts);
banner.querySelector("[data-forget]").addEventListener("click", () => { localStorage.removeItem(draftsKey); showBanner(""); });
window.addEventListener("online", resendWaiting);
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-sheet-submit]") && rows().some((row) => formOf(row) && isDirty(row))) { event.preventDefault(); showBanner(words.pending); }
}, true);
if (unsentDrafts().length) showBanner(format(words.drafts, { n: unsentDrafts().length }), "restore", "forget");
