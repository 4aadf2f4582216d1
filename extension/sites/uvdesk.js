// @ts-check

/** @type {import("./index.js").Site} */
export const uvdesk = {
  id: "uvdesk",
  source: "uvdesk/core-framework, its ticket page and routes, read 2026-11; not tried in the product",
  page: ".uv-ticket-reply",
  turn: ".uv-ticket-main:has(.message)",
  // Notes look like our replies: ours are left out.
  customer: ':has(.uv-ticket-member-name[href*="/customer/"])',
  text: ".message",
  note: "#note *",
};
