// @ts-check

/** @type {import("./index.js").Site} */
export const freescout = {
  id: "freescout",
  source: "freescout, its conversation page, run and read 2026-11",
  page: "#conv-layout-main .thread, .conv-block .note-editable",
  turn: ".thread",
  customer: ".thread-type-customer",
  agent: ".thread-type-message",
  internal: ".thread-type-note",
  text: ".thread-content",
  newestFirst: true,
  note: ".conv-note-block *",
};
