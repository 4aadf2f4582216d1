// @ts-check

/** @type {import("./index.js").Site} */
export const zendesk = {
  id: "zendesk",
  source: "public add-ons for the agent workspace, read 2026-11; not tried in the product",
  page: '[data-test-id="ticket-rich-text-editor"], .zendesk-editor--rich-text-container',
  turn: 'article[data-test-id="omni-log-comment-item"]',
  customer: ':has([data-test-id="omni-log-item-message"][type="end-user"])',
  agent: ':has([data-test-id="omni-log-item-message"][type="agent"])',
  internal: ':has([data-test-id="omni-log-internal-note-tag"])',
  text: '[data-test-id="omni-log-item-message"]',
  time: 'time[data-test-id^="timestamp-"]',
  // The label is in the language of the agent; this is its English form.
  note: '[aria-label*="internal note" i]',
};
