"use strict";
// The columns of the grid of projects: their names in a copied head, and what is checked of them.

const COLUMNS = ["amount", "cumulative", "image_progress", "problems", "next_step"];
// The first that fits is taken.
const HEADS = {
  cumulative: /累计/, amount: /(本月|当月|\d月).*(投资|完成)/, image_progress: /形象进度|进展/, problems: /问题|卡点/, next_step: /下步|下一步/,
};
const OTHER_FIGURES = /占|比|开工以来|上年|去年|总投资|目标|计划投资/;
const CHECKS = { amount: (text) => amountError(text), cumulative: (text) => amountError(text) };
