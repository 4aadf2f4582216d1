// @ts-check

/** @type {import("./index.js").Site} */
export const osticket = {
  id: "osticket",
  source: "osTicket, the staff's ticket page, run and read 2026-11",
  page: "#post-reply-tab, #reply .redactor-in",
  turn: ".thread-entry",
  customer: ".message",
  agent: ".response",
  internal: ".note",
  text: ".thread-body",
  time: "time",
  note: "#note *",
};
