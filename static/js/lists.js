"use strict";
// Lists: rows are ticked to be changed together; Shift and a click on a head sorts by one more column.

const MOST_KEYS = 3;

document.addEventListener("click", (event) => {
  const link = event.target.closest("thead a[data-sort]");
  if (!link || !event.shiftKey) return;
  event.preventDefault();
  const address = new URL(window.location);
  const bare = (key) => key.replace(/^-/, "");
  const others = address.searchParams.getAll("sort").filter((key) => bare(key) !== bare(link.dataset.sort));
  address.searchParams.delete("sort");
  address.searchParams.delete("page");
  [...others, link.dataset.sort].slice(-MOST_KEYS).forEach((key) => address.searchParams.append("sort", key));
  window.location.assign(address);
});

// The bar names how many rows are ticked; it has its place before anything is.
const picked = document.getElementById("picked");
if (picked) {
  const boxes = [...document.querySelectorAll('input[name="row"][form="picked"]')];
  const all = document.querySelector("[data-pick-all]");
  const words = picked.querySelector("[data-picked]");
  const show = () => {
    const count = boxes.filter((box) => box.checked).length;
    words.textContent = words.dataset.picked.replace("{n}", count);
    picked.querySelectorAll("button").forEach((button) => { button.disabled = !count; });
    if (!all) return;
    all.checked = count > 0 && count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
  };
  if (all) {
    all.addEventListener("change", () => {
      boxes.forEach((box) => { box.checked = all.checked; });
      show();
    });
  }
  boxes.forEach((box) => box.addEventListener("change", show));
  window.addEventListener("pageshow", show);
}
