// @ts-check

/** @type {import("./index.js").Site} */
export const osticket = {
  id: "osticket",
  source: "osTicket, the staff's ticket page as others saw it run, 2026-11; not tried with this extension",
  page: "#post-reply-tab, #reply .redactor-in",
  turn: ".thread-entry",
  customer: ".message",
  agent: ".response",
  internal: ".note",
  text: ".thread-body",
  note: "#note *",
  channels: { email: "#reply *" },
};
