// @ts-check

/** @type {import("./index.js").Site} */
export const freescout = {
  id: "freescout",
  source: "freescout, its conversation page as others saw it run, 2026-11; not tried with this extension",
  page: ".thread.thread-type-customer, .thread.thread-type-message",
  turn: ".thread",
  customer: ".thread-type-customer",
  agent: ".thread-type-message",
  internal: ".thread-type-note",
  text: ".thread-content",
  newestFirst: true,
  note: ".conv-note-block *",
};
