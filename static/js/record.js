"use strict";
// Helps on the form of a project: the sources of the financing are added up while they are typed, a
// deal is asked of who signed one.

const words = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name]);

// In 万元, as the server reads them; what it would not take counts as nothing here.
function amountOf(text) {
  const plain = text.normalize("NFKC").replace(/[,\s¥]/g, "");
  const match = plain.match(/^(\d+(?:\.\d+)?)(亿元|万元|元)?$/);
  if (!match) return 0;
  return Number(match[1]) * { "亿元": 10000, "元": 0.0001 }[match[2] || ""] || Number(match[1]);
}

function showSum(rows, line) {
  const total = document.getElementById(line.dataset.sumOf);
  const typed = [...rows.querySelectorAll("input")].filter((field) => field.value.trim());
  if (!typed.length) { line.textContent = ""; return; }
  const sum = typed.reduce((all, field) => all + amountOf(field.value), 0);
  const gap = amountOf(total.value) - sum;
  const shown = { sum: sum.toFixed(2), gap: Math.abs(gap).toFixed(2) };
  const key = !total.value.trim() ? "alone" : Math.abs(gap) < 0.0000005 ? "same" : "differs";
  line.textContent = words(line.dataset[key], shown);
  line.classList.toggle("field-error", key === "differs");
}

const line = document.querySelector("[data-sum-of]");
if (line) {
  const rows = document.querySelector("[data-sum]");
  const show = () => showSum(rows, line);
  rows.addEventListener("input", show);
  document.getElementById(line.dataset.sumOf).addEventListener("input", show);
  show();
}

// What is said of a deal is asked only of a signed one; what stands there is never hidden.
const signed = document.getElementById("id_signed");
if (signed) {
  const deal = ["signed_on", "partner", "contracted_amount", "arrived_amount"].map((name) => document.getElementById(`id_${name}`));
  const show = () => deal.forEach((field) => {
    if (field) field.closest(".record-fields > div").hidden = signed.value !== "yes" && !field.value;
  });
  signed.addEventListener("change", show);
  show();
}
