// @ts-check

/** @type {import("./index.js").Site} */
export const intercom = {
  id: "intercom",
  source: "public add-ons for the older inbox, read 2026-11; not tried in the product, and its names change often",
  page: "[data-conversation-reply-composer]",
  turn: "[data-part-group-category]",
  customer: '[data-part-group-category="1"]',
  agent: '[data-part-group-category="3"]',
  internal: ":has(.o__note), .o__note",
  text: ".interblocks-html",
  note: "body:has(a.o__selected[data-intercom-target=note-tab]) *",
};
