"use strict";
// The columns of the grid of tasks: their names in a copied head, and what is checked of them.

const COLUMNS = ["text", "done_quantity", "problem", "help_needed"];
// The first that fits is taken.
const HEADS = { help_needed: /协助|协调/, problem: /问题|困难|卡点/, done_quantity: /完成量|完成数/, text: /进展|进度|完成情况|反馈/ };
const OTHER_FIGURES = /目标|占|比|上年|去年/;
const CHECKS = {
  done_quantity: (text) => (/^[+]?\d*(,\d{3})*(\.\d{1,2})?$/.test(text.normalize("NFKC").trim()) ? "" : `${quoted(text)}${words.notNumber}`),
};
