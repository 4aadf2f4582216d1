// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { stateOfAnswer, stateOfFailure } from "../../extension/content/answered.js";
import { summaryOf } from "../../extension/content/summary.js";

/** @import { Finding, Severity, StructuralCheck } from "../../extension/protocol.js" */

/** @param {string} rule @param {Severity} severity @param {number} points @returns {Finding} */
const finding = (rule, severity, points) => ({
  rule,
  layer: "list",
  category: "test",
  severity,
  points,
  start: 0,
  end: 4,
  message: "",
  why: "",
  sources: [],
  suggestions: [],
  pending: false,
});

const high = finding("a", "high", 25);
const medium = finding("b", "medium", 10);
const nothing = { isDismissed: () => false, isMuted: () => false, waits: () => false };

test("what is drawn is counted by severity", () => {
  const low = finding("c", "low", 4);
  const advice = [high, medium, low];
  const { state, counts } = summaryOf({ score: 61, advice, seen: [high, medium], ...nothing });
  assert.equal(state, "findings");
  assert.deepEqual(counts, { score: 61, high: 1, medium: 1, low: 0, gaps: 0, missing: 0 });
});

test("the points of what was dismissed or muted are given back, up to 100", () => {
  const draft = { advice: [high, medium], seen: [medium], ...nothing };
  const dismissed = summaryOf({ ...draft, score: 65, isDismissed: ({ rule }) => rule === "a" });
  assert.equal(dismissed.counts.score, 90);
  const muted = summaryOf({ ...draft, score: 90, isMuted: (rule) => rule === "a" });
  assert.equal(muted.counts.score, 100);
});

test("a draft with nothing but muted advice says so", () => {
  const draft = { score: 75, advice: [high], seen: [] };
  assert.equal(summaryOf({ ...draft, ...nothing, isMuted: () => true }).state, "muted");
  assert.equal(summaryOf({ ...draft, ...nothing, isDismissed: () => true }).state, "clear");
  assert.equal(summaryOf({ score: 100, advice: [], seen: [], ...nothing }).state, "clear");
});

test("what is pending costs nothing yet, and the draft says that more is looked at later", () => {
  const draft = { score: 75, advice: [high], seen: [] };
  const { state, counts } = summaryOf({ ...draft, ...nothing, waits: () => true });
  assert.equal(state, "pending");
  assert.equal(counts.score, 100);
});

test("a gap that still wants a fact is told before the draft counts as done", () => {
  const draft = { score: 100, advice: [], seen: [], gaps: 1, ...nothing };
  assert.equal(summaryOf(draft).state, "gaps");
  assert.equal(summaryOf({ ...draft, advice: [high], seen: [high] }).state, "findings");
});

/** @type {StructuralCheck} */
const lacks = {
  ...medium,
  rule: "C03",
  layer: "structure",
  points: 0,
  start: null,
  end: null,
  pending: true,
  opener: null,
  others: [],
  note: null,
};

test("what the draft lacks is told quietly, after marks and gaps, and costs nothing while it waits", () => {
  const draft = { score: 100, advice: [lacks], seen: [], ...nothing };
  const early = summaryOf({ ...draft, waits: () => true });
  assert.deepEqual([early.state, early.counts.score], ["pending", 100]);
  const told = summaryOf({ ...draft, missing: 1 });
  assert.deepEqual([told.state, told.counts.score], ["missing", 90]);
  assert.equal(summaryOf({ ...draft, missing: 1, gaps: 1 }).state, "gaps");
  assert.equal(summaryOf({ ...draft, isDismissed: () => true }).counts.score, 100);
});

test("every answer and every failure has a state", () => {
  assert.equal(stateOfAnswer("checked"), "clear");
  assert.equal(stateOfAnswer("too-short"), "ready");
  assert.equal(stateOfAnswer("too-long"), "too-long");
  assert.equal(stateOfAnswer("not-english"), "not-english");
  const failure = /** @type {const} */ ({ ok: false, message: "", hint: "" });
  assert.equal(stateOfFailure({ ...failure, code: "key-revoked" }), "key-revoked");
  assert.equal(stateOfFailure({ ...failure, code: "bad-request" }), "version");
});
