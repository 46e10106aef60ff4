"use strict";
// Which row a line of a pasted block belongs to: by the code or name of a project where the block
// holds one, else by position.

const plainText = (text) => text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
const monthNumber = Number(words.grid.slice(5));

// The column of the grid that a head names, and the unit of its amounts; null for any other words.
function readHead(text) {
  const plain = plainText(text), month = /(\d+)月/.exec(plain.replace(/^1-/, ""));
  if (!plain || plain.length > 30 || OTHER_FIGURES.test(plain) || (month && Number(month[1]) !== monthNumber)) return null;
  const name = Object.keys(HEADS).find((one) => HEADS[one].test(plain));
  const unit = (/亿元|万元|元/.exec(plain) || [""])[0];
  return name ? { name, unit: unit === "万元" ? "" : unit } : null;
}

// Rows by code and by name; a name that two rows share finds neither.
function rowsByWord() {
  const found = new Map();
  rows().forEach((row) => [row.dataset.code, row.dataset.name].forEach((word) => {
    const key = plainText(word);
    found.set(key, found.has(key) && found.get(key) !== row ? null : row);
  }));
  return found;
}

function matchBlock(block, field) {
  const byWord = rowsByWord();
  const rowAt = (text) => (text ? byWord.get(plainText(text)) : undefined);
  const columns = block.length ? Array.from({ length: Math.max(...block.map((line) => line.length)) }, (all, at) => at) : [];
  const keys = columns.filter((at) => block.some((line) => rowAt(line[at] || "")));
  const headLine = block.findIndex((line) => line.filter((text) => readHead(text)).length && !keys.some((at) => rowAt(line[at] || "")));
  const heads = headLine >= 0 ? block[headLine].map(readHead) : positionHeads(columns, keys, field);
  const lines = block.map((cells, at) => ({ cells, at })).filter(({ at }) => at !== headLine);
  const used = heads.filter(Boolean);
  if (used.some(({ name }) => !hasColumn(name))) return { refusal: format(words.columnsOver, { n: used.length, m: used.filter(({ name }) => hasColumn(name)).length }) };
  const placed = keys.length ? matchByWord(lines, keys, rowAt) : matchByPosition(lines, field);
  if (!placed) return { refusal: format(words.rowsOver, { n: lastFilled(lines), m: rowsFrom(field).length }) };
  return { byWord: keys.length > 0, lines: placed.map((line) => ({ ...line, values: valuesIn(line.cells, heads) })) };
}

const hasColumn = (name) => Boolean(grid.querySelector(`thead [data-column="${name}"]`));
const isBlank = (cells) => !cells.join("").trim();
const rowsFrom = (field) => rows().slice(rows().indexOf(rowOf(field))).filter(formOf);
const lastFilled = (lines) => lines.reduce((last, { cells }, at) => (isBlank(cells) ? last : at + 1), 0);

// Without heads the columns behind those of the words follow the cell in which one pastes.
function positionHeads(columns, keys, field) {
  const start = keys.length ? Math.max(...keys) + 1 : 0, first = COLUMNS.indexOf(field.dataset.col);
  return columns.map((at) => (at < start ? null : { name: COLUMNS[first + at - start] || "", unit: "" }));
}

function valuesIn(cells, heads) {
  const found = {};
  heads.forEach((head, at) => {
    if (!head || !cells[at]) return;
    found[head.name] = head.unit && !/元$/.test(cells[at]) ? cells[at] + head.unit : cells[at];
  });
  return found;
}

function matchByPosition(lines, field) {
  const targets = rowsFrom(field), number = lastFilled(lines);
  if (number > targets.length) return null;
  return lines.slice(0, number).map((line, at) => ({ ...line, row: targets[at], note: isBlank(line.cells) ? words.blankLine : "" }));
}

function matchByWord(lines, keys, rowAt) {
  const found = lines.filter(({ cells }) => !isBlank(cells)).map((line) => {
    const named = [...new Set(keys.map((at) => rowAt(line.cells[at] || "")).filter(Boolean))];
    const note = !named.length ? words.noMatch : named.length > 1 ? words.twoMatches : formOf(named[0]) ? "" : words.readOnly;
    return { ...line, row: named.length === 1 ? named[0] : null, note };
  });
  found.forEach((line) => { if (line.row && found.some((other) => other !== line && other.row === line.row)) line.note = words.twice; });
  return found;
}

// The match is shown before anything is filled in.

const dialog = document.querySelector("[data-match]");

function showMatch({ byWord, lines }) {
  const good = lines.filter(({ row, note, values }) => row && !note && Object.keys(values).length);
  const wrong = good.filter(({ row, values }) => Object.entries(values).some(([name, value]) => valueError(row, name, value)));
  const how = format(byWord ? words.byWord : words.byPosition, { n: good.length - wrong.length, m: lines.length - good.length });
  dialog.querySelector("[data-match-how]").textContent = wrong.length ? how + format(words.wrongRows, { n: wrong.length }) : how;
  dialog.querySelector("tbody").replaceChildren(...lines.map((line) => matchRow(line, good.includes(line))));
  const button = dialog.querySelector("[data-match-fill]");
  button.textContent = format(wrong.length ? words.fillWrong : words.fill, { n: good.length, m: wrong.length });
  button.disabled = !good.length;
  dialog.onclose = () => { if (dialog.returnValue === "fill") pasteLines(good); dialog.returnValue = ""; };
  dialog.showModal();
}

function matchRow({ cells, at, row, note, values }, isGood) {
  const made = document.createElement("tr");
  const excerpt = cells.filter(Boolean).slice(0, 3).join(" · ").slice(0, 60) || "—";
  made.append(element("td", String(at + 1), { class: "number" }), element("td", excerpt));
  made.append(element("td", row ? row.dataset.name : "—"));
  const fill = element("td", isGood ? "" : note || words.nothingToFill, isGood ? {} : { class: "text-secondary" });
  if (isGood) Object.entries(values).forEach(([name, value]) => fill.append(matchValue(row, name, value)));
  made.append(fill);
  return made;
}

function matchValue(row, name, value) {
  const field = cell(row, name), old = field && field.value !== value ? field.value : "";
  const line = element("div", `${words[`label${COLUMNS.indexOf(name)}`]}：${value}`);
  if (old) line.append(" ", element("del", old.slice(0, 40)));
  const error = valueError(row, name, value);
  if (error) line.append(element("div", `${words.wrongValue}：${error}`, { class: "field-error" }));
  return line;
}
