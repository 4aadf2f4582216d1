// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { openSlots, slotAfter } from "../../extension/content/slots.js";

/** @param {string} text */
const named = (text) => openSlots(text).map(({ start, end }) => text.slice(start, end));

test("gaps of suggestions are found in the text itself", () => {
  const text = "That cost you {effect}. {Fix it} by {time}. You {waited, paid or missed what}.";
  assert.deepEqual(named(text), [
    "{effect}",
    "{Fix it}",
    "{time}",
    "{waited, paid or missed what}",
  ]);
});

test("macros of a helpdesk, code and pictures of faces are no gaps", () => {
  const macros = ["Dear {{ticket.name}}", "{{ name }}", "{ticket.id}", "{first_name}"];
  for (const text of [...macros, "if (x) {y()}", ":-{)", "{}"]) {
    assert.deepEqual(named(text), [], text);
  }
});

test("Tab goes to the next gap and past the last one leaves the field", () => {
  const text = "{a day} and {b}";
  assert.equal(slotAfter(openSlots(text), 0)?.start, 0);
  assert.equal(slotAfter(openSlots(text), 7)?.start, 12);
  assert.equal(slotAfter(openSlots(text), 15), null);
});
