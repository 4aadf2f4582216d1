// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { createRuns } from "../../extension/content/runs.js";

/** @returns {import("../../extension/content/runs.js").Runs<string>} */
const empty = () => createRuns();

test("paragraphs leave an empty line between them, none before the first or after the last", () => {
  const runs = empty();
  for (const name of ["one", "two"]) {
    runs.boundary(2);
    runs.text(name, name, "collapse");
    runs.boundary(2);
  }
  assert.equal(runs.read(), "one\n\ntwo");
});

test("a line break at the end of a block is the block's own", () => {
  const runs = empty();
  runs.boundary(1);
  runs.text("a", "first", "collapse");
  runs.lineBreak();
  runs.boundary(1);
  runs.boundary(1);
  runs.lineBreak();
  runs.boundary(1);
  runs.text("b", "third", "collapse");
  assert.equal(runs.read(), "first\n\nthird", "an empty block is an empty line");
});

test("white space of the source collapses as on the screen, across nodes", () => {
  const runs = empty();
  runs.boundary(1);
  runs.text("a", "\n  so ", "collapse");
  runs.text("b", " calm\n\t down \n", "collapse");
  runs.boundary(1);
  assert.equal(runs.read(), "so calm down");
  assert.deepEqual(runs.at(3, "after"), { owner: "b", offset: 1 });
  assert.deepEqual(runs.at(8, "after"), { owner: "b", offset: 8 });
});

test("kept white space keeps its offsets, and breaks alone can be kept", () => {
  const kept = empty();
  kept.text("a", "a\n  b", "keep");
  assert.equal(kept.read(), "a\n  b");
  const lines = empty();
  lines.text("a", "a \n  b", "lines");
  assert.equal(lines.read(), "a\nb");
});

test("an offset between two pieces belongs to the one on the side that is asked for", () => {
  const runs = empty();
  runs.text("a", "bold", "collapse");
  runs.text("b", "plain", "collapse");
  assert.deepEqual(runs.at(4, "before"), { owner: "a", offset: 4 });
  assert.deepEqual(runs.at(4, "after"), { owner: "b", offset: 0 });
  assert.deepEqual(runs.at(9, "after"), { owner: "b", offset: 5 });
});

test("an offset inside a break between blocks snaps to the text beside it", () => {
  const runs = empty();
  runs.text("a", "one", "collapse");
  runs.boundary(2);
  runs.text("b", "two", "collapse");
  assert.deepEqual(runs.at(4, "before"), { owner: "a", offset: 3 });
  assert.deepEqual(runs.at(4, "after"), { owner: "b", offset: 0 });
});

test("every place in a piece leads back to its offset in the text", () => {
  const runs = empty();
  runs.text("a", "one ", "collapse");
  runs.text("b", "two", "collapse");
  runs.boundary(2);
  runs.text("c", "three", "collapse");
  for (let offset = 0; offset <= runs.read().length; offset += 1) {
    const spot = runs.at(offset, "after");
    if (offset === 7 || offset === 8) continue; // the break belongs to no piece
    assert.equal(spot && runs.offsetOf(spot.owner, spot.offset), offset);
  }
  assert.equal(runs.offsetOf("unknown", 0), null);
});

test("without text there is no place", () => {
  assert.equal(empty().at(0, "after"), null);
  assert.equal(empty().read(), "");
});

test("a piece that begins later in its owner leads back there", () => {
  const runs = empty();
  runs.text("a", "We ", "keep", 0);
  runs.text("a", "care.", "keep", 10);
  assert.equal(runs.read(), "We care.");
  assert.deepEqual(runs.at(3, "after"), { owner: "a", offset: 10 });
  assert.equal(runs.offsetOf("a", 12), 5);
});
