// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { NOTHING_SAID } from "../../extension/content/draft.js";
import { asSaid, heardIn, inOrder, lastTurns } from "../../extension/content/context.js";

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

test("what the agent said changes what is sent, and nothing else", () => {
  const context = { turns: [turn("Where is it?")], greeting_name: "Ana" };
  const [nothing, ours] = [NOTHING_SAID, { ...NOTHING_SAID, ours: true }];
  assert.deepEqual(asSaid(context, nothing), context);
  assert.deepEqual(asSaid(context, ours), { ...context, fault: "ours" });
  const unlike = { ...ours, unlike: true };
  assert.deepEqual(asSaid(context, unlike), { greeting_name: "Ana", fault: "ours" });
  const shown = { ...NOTHING_SAID, message: "It broke." };
  const taken = { greeting_name: "Ana", customer_message: "It broke." };
  assert.deepEqual(asSaid(context, shown), taken);
});

test("the message that counts is the customer's last", () => {
  /** @type {Turn} */
  const ours = { author: "agent", text: "On its way." };
  assert.equal(heardIn({ turns: [turn("one"), turn("two"), ours] }), "two");
  assert.equal(heardIn({ customer_message: "one" }), "one");
  assert.equal(heardIn({ turns: [ours] }), "");
});
