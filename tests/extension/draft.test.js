// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { createDraft, NOTHING_SAID } from "../../extension/content/draft.js";

/** @import { Finding, StructuralCheck } from "../../extension/protocol.js" */

/**
 * @param {string} rule
 * @param {number} [start]
 * @returns {Finding}
 */
const finding = (rule, start = 0) => ({
  rule,
  layer: "list",
  category: "test",
  severity: "high",
  points: 25,
  start,
  end: start + 4,
  message: "",
  why: "",
  sources: [],
  suggestions: [],
  pending: false,
});

function setUp() {
  /** @type {string[]} */
  const told = [];
  let drafts = 0;
  const draft = createDraft(
    ({ type, rule = "-", draft: id }) => told.push(`${id} ${type} ${rule}`),
    () => `d${(drafts += 1)}`,
  );
  return { draft, told };
}

test("each fact is told once per rule and draft", () => {
  const { draft, told } = setUp();
  draft.shown([finding("a"), finding("b")]);
  draft.shown([finding("a"), finding("a", 9)]);
  draft.accepted(finding("a"), 0);
  draft.accepted(finding("a", 9), 1);
  assert.deepEqual(told, ["d1 shown a", "d1 shown b", "d1 accepted a"]);
});

test("a rule on trial is counted, and was never there to be edited away", () => {
  const { draft, told } = setUp();
  draft.tried(["a"]);
  draft.tried(["a", "b"]);
  draft.answered([]);
  assert.deepEqual(told, ["d1 matched a", "d1 matched b"]);
});

test("a rule that was shown and is gone from an answer was edited away", () => {
  const { draft, told } = setUp();
  draft.shown([finding("a"), finding("b"), finding("c")]);
  draft.accepted(finding("b"), 0);
  draft.answered([finding("c")]);
  assert.deepEqual(told.slice(3), ["d1 accepted b", "d1 edited-away a"]);
});

test("an answer that comes while better words are put in is no edit by hand", () => {
  const { draft, told } = setUp();
  draft.shown([finding("a")]);
  draft.takes(finding("a"));
  draft.answered([]);
  draft.accepted(finding("a"), 0);
  draft.takes(null);
  draft.answered([]);
  assert.deepEqual(told, ["d1 shown a", "d1 accepted a"]);
});

test("a finding that was never shown leaves no trace", () => {
  const { draft, told } = setUp();
  draft.answered([finding("a")]);
  draft.answered([]);
  assert.deepEqual(told, []);
});

test("a dismissed finding stays dismissed while text is typed around it", () => {
  const { draft } = setUp();
  draft.dismissed(finding("a", 0));
  draft.edited("calm down", "so calm down");
  assert.ok(draft.isDismissed(finding("a", 3)));
  assert.ok(!draft.isDismissed(finding("a", 20)));
});

test("what is weaker on the same words goes with a dismissed finding, what is stronger stays", () => {
  const { draft } = setUp();
  draft.dismissed({ ...finding("a", 0), severity: "medium" });
  assert.ok(draft.isDismissed({ ...finding("b", 2), severity: "low" }));
  assert.ok(!draft.isDismissed({ ...finding("b", 4), severity: "low" }));
  assert.ok(!draft.isDismissed(finding("b", 2)));
});

test("a pending finding waits until the draft rests, and then stays while text is typed", () => {
  const { draft } = setUp();
  const pending = { ...finding("a"), pending: true };
  assert.ok(draft.waits(pending));
  assert.ok(!draft.waits(finding("a")));
  draft.rested([pending, finding("b")], { placed: true, missing: false });
  assert.ok(!draft.waits(pending));
  draft.edited("calm down", "so calm down");
  assert.ok(!draft.waits({ ...pending, start: 3, end: 7 }));
  assert.ok(draft.waits({ ...pending, start: 20, end: 24 }));
  draft.ended();
  assert.ok(draft.waits(pending));
});

test("what is missing waits until the draft looks finished, and is then not taken back", () => {
  const { draft } = setUp();
  const end = { layer: /** @type {const} */ ("structure"), start: null, end: null, pending: true };
  /** @type {StructuralCheck} */
  const lacks = { ...finding("C03"), ...end, opener: null, others: [], note: null };
  draft.rested([lacks], { placed: true, missing: false });
  assert.ok(draft.waits(lacks));
  draft.rested([lacks], { placed: true, missing: true });
  assert.ok(!draft.waits(lacks));
  draft.edited("We look.", "We look into it.");
  draft.rested([lacks], { placed: false, missing: false });
  assert.ok(!draft.waits(lacks));
  draft.dismissed(lacks);
  assert.ok(draft.isDismissed({ ...lacks }));
});

test("what the agent said holds for one draft", () => {
  const { draft } = setUp();
  draft.says({ ours: true });
  draft.says({ unlike: true });
  assert.deepEqual(draft.said, { ...NOTHING_SAID, ours: true, unlike: true });
  draft.ended();
  assert.deepEqual(draft.said, NOTHING_SAID);
});

test("after the draft went out the next one has a new id and tells everything anew", () => {
  const { draft, told } = setUp();
  draft.shown([finding("a")]);
  draft.dismissed(finding("a"));
  draft.ended();
  assert.ok(!draft.isDismissed(finding("a")));
  draft.shown([finding("a")]);
  assert.deepEqual(told.slice(1), ["d1 dismissed a", "d1 ended -", "d2 shown a"]);
});
