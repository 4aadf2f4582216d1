// @ts-check

/** @type {import("./index.js").Site} */
export const zammad = {
  id: "zammad",
  source: "zammad, its classic desktop view, read 2026-11; not tried in the product",
  page: '.article-add [data-name="body"]',
  turn: ".ticket-article-item",
  customer: ".customer",
  agent: ".agent",
  internal: ".internal",
  text: ".textBubble-content",
  note: ".article-add.is-internal *",
};
