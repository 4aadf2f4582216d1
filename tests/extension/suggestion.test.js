// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { pieces } from "../../extension/content/suggestion.js";

/** @param {string} text @param {[number, number][]} slots */
const cut = (text, slots) => pieces({ text, slots, start: 0, end: 1 });

test("a suggestion is cut at its slots, whose braces are not shown", () => {
  assert.deepEqual(cut("That cost you {effect}. {fix} today.", [[14, 22], [24, 29]]), [
    { text: "That cost you ", slot: false },
    { text: "effect", slot: true },
    { text: ". ", slot: false },
    { text: "fix", slot: true },
    { text: " today.", slot: false },
  ]);
});

test("a suggestion without slots is one piece", () => {
  assert.deepEqual(cut("Thank you 😀", []), [{ text: "Thank you 😀", slot: false }]);
});

test("slots count UTF-16 units, as the wire does", () => {
  assert.deepEqual(cut("😀 {time}", [[3, 9]]), [
    { text: "😀 ", slot: false },
    { text: "time", slot: true },
  ]);
});
