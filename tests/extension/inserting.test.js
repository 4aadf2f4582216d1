// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { insertion } from "../../extension/content/inserting.js";

/**
 * @param {string} draft with `|` at the caret
 * @param {boolean} [first]
 */
function inserted(draft, first = false) {
  const caret = draft.indexOf("|");
  const text = draft.replace("|", "");
  const { start, end, text: words } = insertion(text, caret < 0 ? null : caret, "NEW.", first);
  return text.slice(0, start) + words + text.slice(end);
}

test("between two sentences the caret decides", () => {
  assert.equal(inserted("Hi Ana,\n\nOne. |Two."), "Hi Ana,\n\nOne. NEW. Two.");
  assert.equal(inserted("One.| Two.", true), "One. NEW. Two.");
});

test("elsewhere the first lines or the end take it", () => {
  assert.equal(inserted("Hi Ana,\n\nOne. Two.|", true), "Hi Ana,\n\nNEW. One. Two.");
  assert.equal(inserted("Hi Ana,\n\nOne. T|wo.", true), "Hi Ana,\n\nNEW. One. Two.");
  assert.equal(inserted("Hi Ana,\n\nOne. T|wo."), "Hi Ana,\n\nOne. Two. NEW.");
  assert.equal(inserted("Hi Ana,|", true), "Hi Ana, NEW.");
  assert.equal(inserted("One. Two.", true), "NEW. One. Two.");
  assert.equal(inserted(""), "NEW.");
});

test("a title is no end of a greeting", () => {
  assert.equal(inserted("Dear Ms. Long,\n\nOne.|", true), "Dear Ms. Long,\n\nNEW. One.");
  assert.equal(inserted("Hello Dr. Long\n\nOne.|", true), "Hello Dr. Long\n\nNEW. One.");
});

test("a greeting that goes on is let finish", () => {
  assert.equal(inserted("Hi Ana, thanks for it. Two.|", true), "Hi Ana, thanks for it. NEW. Two.");
});

test("goodbye and somebody else's mail stay below", () => {
  const close = "\n\nKind regards,\nSam";
  assert.equal(inserted(`Hi Ana,\n\nOne.${close}|`), `Hi Ana,\n\nOne. NEW.${close}`);
  const quoted = "\n\nOn Monday Ana wrote:\n> Hello";
  assert.equal(inserted(`One.${quoted}|`), `One. NEW.${quoted}`);
  assert.equal(inserted("Thanks for the photos. One.|"), "Thanks for the photos. One. NEW.");
});
