"use strict";
// A day is typed as 2024-07-08; the button beside it opens the browser's calendar.

function addPicker(field) {
  const calendar = document.createElement("input");
  calendar.type = field.dataset.picker;
  if (calendar.type !== field.dataset.picker || !calendar.showPicker) return;
  Object.entries({ tabindex: "-1", "aria-hidden": "true" }).forEach(([name, value]) => calendar.setAttribute(name, value));
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm btn-icon";
  const words = document.documentElement.lang === "en" ? "Calendar" : "日历";
  button.setAttribute("aria-label", field.labels.length ? `${field.labels[0].textContent.trim()} ${words}` : words);
  const icons = document.querySelector(".ti use").getAttribute("href").split("#")[0];
  button.innerHTML = `<svg class="ti" aria-hidden="true"><use href="${icons}#calendar"/></svg>`;
  const group = document.createElement("span");
  group.className = "picker";
  field.before(group);
  group.append(field, button, calendar);
  button.addEventListener("click", () => { calendar.value = field.value; calendar.showPicker(); });
  calendar.addEventListener("change", () => {
    field.value = calendar.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}

document.querySelectorAll("[data-picker]").forEach(addPicker);
document.addEventListener("htmx:afterSettle", (event) => event.detail.elt.querySelectorAll(".filter-grid [data-picker]").forEach(addPicker));
