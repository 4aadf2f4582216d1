// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { shifted, shiftOf, SIDE, spots } from "../../extension/content/corner.js";

const view = { width: 800, height: 600 };

/**
 * @param {number} left
 * @param {number} top
 * @param {number} width
 * @param {number} height
 */
function rect(left, top, width, height) {
  const box = { left, top, width, height, right: left + width, bottom: top + height };
  return /** @type {DOMRect} */ (box);
}

/** @param {DOMRect} whole @param {DOMRect} [seen] */
const box = (whole, seen = whole) => ({ whole, seen, view });

test("the dot stands in the lower right corner, clear of a scroll bar", () => {
  const [first, second, ...others] = spots(box(rect(100, 100, 400, 200)));
  assert.deepEqual(first, { left: 458, top: 270 });
  assert.deepEqual(second, { left: 426, top: 270 });
  assert.equal(others.length, 5);
});

test("other places stay inside what is seen of the field", () => {
  const narrow = spots(box(rect(100, 100, 90, 60)));
  assert.deepEqual(narrow, [
    { left: 148, top: 130 },
    { left: 116, top: 130 },
  ]);
});

test("at a field of one line it stands behind the text", () => {
  const [first] = spots(box(rect(100, 100, 300, 30)));
  assert.deepEqual(first, { left: 397, top: 103 });
});

test("where too little is seen there is no place", () => {
  const whole = rect(100, 100, 400, 200);
  assert.deepEqual(spots(box(whole, rect(100, 100, 400, 10))), []);
  assert.deepEqual(spots(box(whole, rect(100, 100, 10, 200))), []);
  assert.deepEqual(spots(box(rect(100, 100, 0, 0))), []);
});

test("where it was dragged to holds for fields of another place and size", () => {
  const shift = shiftOf(box(rect(100, 100, 400, 200)), { left: 300, top: 120 });
  assert.deepEqual(shift, { right: 176, bottom: 156 });
  assert.deepEqual(shifted(box(rect(0, 300, 500, 250)), shift), { left: 300, top: 370 });
});

test("it never leaves the viewport, wherever it is dragged", () => {
  const at = box(rect(100, 100, 400, 200));
  for (const left of [-300, 0, 790, 5_000]) {
    for (const top of [-300, 0, 590, 5_000]) {
      const spot = shifted(at, shiftOf(at, { left, top }));
      assert.ok(spot.left >= 0 && spot.left + SIDE <= view.width, `${left} ${top}`);
      assert.ok(spot.top >= 0 && spot.top + SIDE <= view.height, `${left} ${top}`);
    }
  }
});
