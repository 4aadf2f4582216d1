// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { place } from "../../extension/content/place.js";

const view = { width: 800, height: 600 };
const size = { width: 300, height: 150 };

/** @param {number} left @param {number} top */
const rect = (left, top) => ({ left, top, bottom: top + 20 });

test("the card goes under the words where there is room", () => {
  assert.deepEqual(place(rect(100, 100), size, view), { left: 100, top: 126, fits: true });
});

test("the card goes above the words near the lower edge", () => {
  assert.deepEqual(place(rect(100, 500), size, view), { left: 100, top: 344, fits: true });
});

test("the card never leaves the viewport, wherever the words are", () => {
  for (const left of [-500, 0, 400, 790, 5_000]) {
    for (const top of [-500, 0, 300, 590, 5_000]) {
      const spot = place(rect(left, top), size, view);
      assert.ok(spot.left >= 8 && spot.left + size.width <= view.width - 8, `${left} ${top}`);
      assert.ok(spot.top >= 8 && spot.top + size.height <= view.height - 8, `${left} ${top}`);
    }
  }
});

test("in a small frame it says that it does not fit", () => {
  assert.equal(place(rect(10, 10), size, { width: 800, height: 100 }).fits, false);
  assert.equal(place(rect(10, 10), size, { width: 200, height: 600 }).fits, false);
});
