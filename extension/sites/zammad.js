// @ts-check

/** @type {import("./index.js").Site} */
export const zammad = {
  id: "zammad",
  source: "zammad, its classic desktop view and the article types of its new-article form, read 2026-11; not tried in the product",
  page: '.article-add [data-name="body"]',
  turn: ".ticket-article-item",
  customer: ".customer",
  agent: ".agent",
  internal: ".internal",
  text: ".textBubble-content",
  note: ".article-add.is-internal *",
  channels: {
    email: '.article-add[data-type="email"] *',
    chat: ".article-add:is([data-type$=message], [data-type=sms]) *",
    social: '.article-add:is([data-type="twitter status"], [data-type^="facebook feed"]) *',
  },
};
