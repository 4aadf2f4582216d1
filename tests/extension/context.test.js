// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { inOrder, lastTurns } from "../../extension/content/context.js";

/** @import { Turn } from "../../extension/protocol.js" */

/** @param {string} text @param {string} [at] @returns {Turn} */
const turn = (text, at) => ({ author: "customer", text, ...(at && { at }) });

test("turns stand in the order of time, not of the page; the undated come first", () => {
  const page = [
    turn("new", "2026-11-20T10:00:00Z"),
    turn("old", "2026-11-19T10:00:00Z"),
    turn("opening"),
  ];
  assert.deepEqual(inOrder(page).map(({ text }) => text), ["opening", "old", "new"]);
});

test("at most the last twenty turns are sent, and of these what fits", () => {
  const many = Array.from({ length: 30 }, (_, index) => turn(String(index)));
  assert.deepEqual(lastTurns(many).map(({ text }) => text).slice(0, 2), ["10", "11"]);
  const long = [turn("x".repeat(15_000)), turn("y".repeat(15_000)), turn("z")];
  assert.deepEqual(lastTurns(long).map(({ text }) => text.charAt(0)), ["y", "z"]);
});
