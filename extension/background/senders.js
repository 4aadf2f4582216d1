// @ts-check
/** Who may send what: the worker answers nobody else. */

/** @import { Kind } from "../protocol.js" */

/**
 * Every kind of message, and who may send it: a script in a web page, or pages of this extension
 * only.
 *
 * @satisfies {Record<Kind, "content" | "page">}
 */
export const SENDERS = /** @type {const} */ ({
  check: "content",
  events: "content",
  state: "content",
  mute: "content",
  unmute: "content",
  pause: "content",
  site: "content",
  arrange: "content",
  told: "content",
  compose: "content",
  promised: "content",
  options: "content",
  enroll: "page",
  test: "page",
  grant: "page",
  connection: "page",
  disconnect: "page",
  composed: "page",
  report: "page",
  reports: "page",
  promises: "page",
  settle: "page",
  own: "page",
});
