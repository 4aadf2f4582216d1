// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { AT_ONCE, batches, BYTES } from "../../../server/unruffle/console/static/sending.js";
import {
  add,
  newTally,
  precision,
  randomFrom,
  ranked,
  rate,
  SAMPLE,
  sentenceOf,
} from "../../../server/unruffle/console/static/tally.js";

/** @import { Past } from "../../../server/unruffle/console/static/archive.js" */

const RULE = { severity: "low", message: "M.", why: "W.", own: false, trial: false };
const RULES = { a: RULE, b: { ...RULE, own: true, trial: true } };

/** @param {string} rule @param {boolean} before @param {boolean} after @param {number} [start] */
function mark(rule, before, after, start = 0) {
  return { rule, start, end: start + 4, before, after, better: [], allow: null };
}

/** @param {ReturnType<typeof mark>[]} heard */
function answer(...heard) {
  return { status: "checked", text: null, points: 0, heard };
}

test("replies are counted by rule: before, after, newly and no longer", () => {
  const tally = newTally();
  const answers = [
    answer(mark("a", true, true), mark("a", false, true, 9)),
    answer(mark("a", false, true)),
    answer(mark("a", true, false), mark("b", false, true)),
    answer(),
    { ...answer(), status: "too-short" },
  ];
  add(tally, Array(5).fill("Some words here."), { rules: RULES, answers });
  assert.deepEqual([tally.replies, tally.passed, tally.before, tally.after], [4, 1, 2, 3]);
  const { marks, before, after, fresh, gone } = /** @type {any} */ (tally.rows.get("a"));
  assert.deepEqual([marks, before, after, fresh, gone], [3, 2, 2, 1, 1]);
  assert.equal(rate(3, tally.replies), 75);
  assert.equal(rate(3, 0), 0);
});

test("what changes comes first, then own rules, then what is marked most", () => {
  const tally = newTally();
  const same = (/** @type {string} */ id) => mark(id, true, true);
  add(tally, ["Some."], { rules: RULES, answers: [answer(same("a"), same("c"), same("b"))] });
  add(tally, ["Some."], { rules: RULES, answers: [answer(same("c"), mark("d", true, false))] });
  assert.deepEqual(ranked(tally).map(({ id }) => id), ["d", "b", "c", "a"]);
});

test("a sample stays small, is the same for the same archive, and is fair", () => {
  const sampled = () => {
    const tally = newTally();
    for (let n = 0; n < 1_000; n += 1) {
      add(tally, [`Some ${n}.`], { rules: RULES, answers: [answer(mark("a", false, true))] });
    }
    return tally.rows.get("a")?.sample.map(({ text }) => Number(text.slice(5, -1))) ?? [];
  };
  const first = sampled();
  assert.equal(first.length, SAMPLE);
  assert.equal(new Set(first).size, SAMPLE);
  assert.deepEqual(sampled(), first);
  assert.ok(Math.max(...first) > 700 && Math.min(...first) < 300);
  const random = randomFrom(3);
  const mean = Array.from({ length: 5_000 }, random).reduce((sum, n) => sum + n) / 5_000;
  assert.ok(Math.abs(mean - 0.5) < 0.02);
});

test("of a long reply only what stands around the mark is kept", () => {
  const tally = newTally();
  const text = `${"long ".repeat(400)}HERE ${"long ".repeat(400)}`;
  add(tally, [text], { rules: RULES, answers: [answer(mark("a", true, true, 2_000))] });
  const [sample] = tally.rows.get("a")?.sample ?? [];
  assert.equal(sample?.text.slice(sample.start, sample.end), "HERE");
  assert.ok(sample && sample.text.length < 600);
  assert.match(sample.text, /^\s?long.*long\s?$/);
});

test("the text of a mail comes with its answer", () => {
  const tally = newTally();
  const answers = [{ ...answer(mark("a", true, true)), text: "Read by the server." }];
  add(tally, [""], { rules: RULES, answers });
  assert.equal(tally.rows.get("a")?.sample[0]?.text, "Read by the server.");
});

test("the interval is Wilson's", () => {
  const close = (/** @type {number} */ a, /** @type {number} */ b) => Math.abs(a - b) < 5e-4;
  const found = precision(15, 20);
  assert.ok(found && close(found.low, 0.5313) && close(found.high, 0.8881), JSON.stringify(found));
  const whole = precision(20, 20);
  assert.ok(whole && close(whole.low, 0.8389) && close(whole.high, 1), JSON.stringify(whole));
  assert.equal(precision(0, 5)?.low, 0);
  assert.equal(precision(0, 0), null);
});

test("the sentence around a mark is taken, and no more", () => {
  const text = "It is late. We cannot ship it today! Then\nmore. And more.";
  const start = text.indexOf("cannot");
  const sample = { text, start, end: start + 6, placed: true, fresh: false };
  assert.equal(sentenceOf(sample), "We cannot ship it today!");
  assert.equal(sentenceOf({ ...sample, start: 0, end: 2 }), "It is late.");
  const last = text.lastIndexOf("And");
  assert.equal(sentenceOf({ ...sample, start: last, end: last + 3 }), "And more.");
});

test("parts hold at most fifty replies and are never too large", async () => {
  /** @type {Past[]} */
  const pasts = Array.from({ length: 120 }, (_, n) => ({ reply: `Reply ${n}` }));
  pasts.push({ reply: "ü".repeat(90_000) }, { reply: "ü".repeat(90_000) });
  pasts.push({ reply: "ü".repeat(90_000) }, { mail: "\u0001".repeat(100_000) }, { reply: "end" });
  const sizes = [];
  let left = 0;
  for await (const batch of batches(pasts)) {
    sizes.push(batch.pasts.length);
    left += batch.left;
    assert.ok(new Blob([JSON.stringify({ replies: batch.pasts })]).size < 500_000);
  }
  assert.equal(BYTES < 500_000, true);
  assert.deepEqual([sizes, left], [[AT_ONCE, AT_ONCE, 22, 2], 1]);
});

test("what no JSON could carry is left out of a reply", async () => {
  const pasts = [{ reply: "a\0b\ud800c", message: "x".repeat(30_000) }];
  for await (const { pasts: [one] } of batches(pasts)) {
    assert.ok(one && "reply" in one);
    assert.equal(one.reply, "ab\ufffdc");
    assert.equal(one.message?.length, 20_000);
  }
});
