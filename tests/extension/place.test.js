// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { place, placeBeside } from "../../extension/content/place.js";

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

test("the panel stands beside the field, else at the edge, and never leaves the viewport", () => {
  const field = { left: 20, right: 420, top: 300, bottom: 500 };
  assert.deepEqual(placeBeside(field, size, view), { left: 426, top: 350 });
  const right = { ...field, left: 350, right: 780 };
  assert.deepEqual(placeBeside(right, size, view), { left: 44, top: 350 });
  const nearLeft = { ...field, left: 290, right: 720 };
  assert.equal(placeBeside(nearLeft, size, view).left, 8, "where less of the field is covered");
  const wide = { ...field, left: 10, right: 600, top: 20, bottom: 60 };
  assert.deepEqual(placeBeside(wide, size, view), { left: 492, top: 8 });
  assert.equal(placeBeside(field, { width: 300, height: 2_000 }, view).top, 8);
});
