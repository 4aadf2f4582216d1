// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { chordName, isChord } from "../../extension/content/chord.js";

test("the chords are named by what stands on the keys", () => {
  assert.equal(chordName("Linux x86_64"), "Alt+Shift+U");
  assert.equal(chordName("MacIntel"), "Option+Shift+U");
  assert.equal(chordName("Linux x86_64", "K"), "Alt+Shift+K");
});

test("a chord is told by the place of the key, whatever the keyboard writes there", () => {
  const keys = { altKey: true, shiftKey: true, ctrlKey: false, metaKey: false };
  /** @param {object} event */
  const event = (event) => /** @type {KeyboardEvent} */ ({ ...keys, ...event });
  assert.ok(isChord(event({ code: "KeyK", key: "\u02da" }), "K"));
  assert.ok(!isChord(event({ code: "KeyK" }), "U"));
  assert.ok(!isChord(event({ code: "KeyK", ctrlKey: true }), "K"));
  assert.ok(!isChord(event({ code: "KeyK", shiftKey: false }), "K"));
});
