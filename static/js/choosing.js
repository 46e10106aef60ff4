"use strict";
// Whoever has many to choose from types a few letters: long selects, and lists to tick.

function filterField(label, near) {
  const field = document.createElement("input");
  field.type = "search";
  field.className = "form-control filter-letters";
  const words = document.documentElement.lang === "en" ? ["find", "type to narrow down"] : ["查找", "输入几个字筛选"];
  field.placeholder = words[near.closest(".filter-bar") ? 0 : 1];
  field.setAttribute("aria-label", `${label} ${field.placeholder}`);
  field.autocomplete = "off";
  return field;
}

// What does not hold the letters is hidden; where one is left, it is chosen.
function filterSelect(select) {
  if (select.options.length < 15 || select.multiple) return;
  const field = filterField(select.labels.length ? select.labels[0].textContent.trim() : "", select);
  select.before(field);
  field.addEventListener("input", () => {
    const letters = field.value.trim();
    const found = [...select.options].filter((option) => {
      const fits = !option.value || option.text.includes(letters);
      option.hidden = !fits;
      return fits && option.value;
    });
    if (letters && found.length && !found.some((option) => option.selected)) {
      select.value = found[0].value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
}

// Of a group nothing is left but what holds the letters or is ticked, and no heading over nothing.
function filterTicks(list) {
  const items = [...list.querySelectorAll("label")].filter((label) => label.querySelector("input"));
  if (items.length < 9) return;
  const legend = list.closest("fieldset").querySelector("legend");
  const field = filterField(legend ? legend.textContent.trim() : "", list);
  list.before(field);
  field.addEventListener("input", () => {
    const letters = field.value.trim();
    items.forEach((label) => { label.hidden = !label.textContent.includes(letters) && !label.querySelector("input").checked; });
    list.querySelectorAll("[role=group]").forEach((group) => { group.hidden = !group.querySelector("label:not([hidden])"); });
  });
}

document.querySelectorAll("main select").forEach(filterSelect);
document.addEventListener("htmx:afterSettle", (event) => event.detail.elt.querySelectorAll(".filter-grid select").forEach(filterSelect));
document.querySelectorAll(".ticked[data-filtered]").forEach(filterTicks);
