// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { chordName } from "../../extension/content/chord.js";

test("the chord is named by what stands on the keys", () => {
  assert.equal(chordName("Linux x86_64"), "Alt+Shift+U");
  assert.equal(chordName("MacIntel"), "Option+Shift+U");
});
