// @ts-check

/**
 * Our own turns are left out: what is a private note among them was not seen for certain.
 *
 * @type {import("./index.js").Site}
 */
export const chatwoot = {
  id: "chatwoot",
  source: "chatwoot, its conversation view before the rewrite of 2025, read 2026-11; not tried in the product",
  page: ".left-bubble, .right-bubble",
  turn: ":has(> .left-bubble)",
  customer: ":has(> .left-bubble)",
  text: ":scope > .left-bubble",
  note: "body:has(.button--note.is-active) *",
};
