// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { openerOf, viewOf } from "../../extension/content/coach.js";
import { NOTHING_SAID } from "../../extension/content/draft.js";
import { plainly } from "../../extension/content/words.js";
import { text as message } from "./texts.js";

/** @import { Result, StructuralCheck, Technique } from "../../extension/protocol.js" */

/** @param {string} text */
const opener = (text) => ({ text, slots: [], first: false });

/** @param {string} rule @param {Partial<StructuralCheck>} [rest] @returns {StructuralCheck} */
const check = (rule, rest = {}) => ({
  rule,
  layer: "structure",
  category: "missing",
  severity: "medium",
  points: 0,
  start: null,
  end: null,
  message: "",
  why: "",
  sources: [],
  suggestions: [],
  pending: false,
  opener: null,
  others: [],
  note: null,
  ...rest,
});

/** @param {string} id @param {Partial<Technique>} rest @returns {Technique} */
const move = (id, rest) => ({
  id,
  name: id,
  shows: `shows ${id}`,
  phase: "listen",
  present: true,
  expected: false,
  spans: [],
  ...rest,
});

const HEARD = "So it is Friday again, and again there is no desk. Why?";

/** @type {Result} */
const RESULT = {
  status: "checked",
  language: "en",
  revision: 1,
  settings: "x",
  score: 75,
  situation: { kind: "complaint", upset: true, heat: 1, causes: [], asked: ["why"], evidence: [] },
  findings: [],
  checks: [],
  techniques: [],
  apology: null,
  strip: [],
  readability: { words: 20, sentences: 3, longest_sentence_words: 9, grade: null },
};

/** @param {Partial<Parameters<typeof viewOf>[0]>} known */
const view = (known) =>
  viewOf({
    result: RESULT,
    advice: [],
    score: 75,
    heard: HEARD,
    text: "",
    said: NOTHING_SAID,
    picked: "",
    used: new Map(),
    ...known,
  });

test("the next best thing is the strongest check that has an opener", () => {
  const advice = [
    check("C16", { opener: opener("By {time}.") }),
    check("C03", { severity: "high", opener: opener("I'm sorry {what}.") }),
    check("C11", { severity: "high", start: 0, end: 4 }),
    check("C30", { severity: "info" }),
  ];
  const { next, rest, more } = view({ advice });
  assert.equal(next?.check.rule, "C03");
  assert.deepEqual(rest.map(({ rule }) => rule), ["C11", "C16"]);
  assert.deepEqual(more.map(({ rule }) => rule), ["C30"]);
});

test("the opener that was taken last is not offered again, unless there is no other", () => {
  const many = check("C03", { opener: opener("a"), others: [opener("b"), opener("c")] });
  assert.equal(openerOf(many, new Map())?.text, "a");
  assert.equal(openerOf(many, new Map([["C03", "a"]]))?.text, "b");
  assert.equal(openerOf(many, new Map([["C03", "b"]]))?.text, "a");
  const one = check("C03", { opener: opener("a") });
  assert.equal(openerOf(one, new Map([["C03", "a"]]))?.text, "a");
});

test("at most five good things, those that this customer needs first", () => {
  const techniques = [..."abcdef"].map((id) => move(id, { expected: id > "d" }));
  const { good } = view({ result: { ...RESULT, techniques } });
  assert.deepEqual(good.map(({ id }) => id), ["e", "f", "a", "b", "c"]);
});

test("each phase names what is there and what this customer may still need", () => {
  const techniques = [
    move("T01", {}),
    move("T04", { present: false, expected: true }),
    move("T05", { present: false }),
    move("T14", { phase: "act" }),
  ];
  const { phases } = view({ result: { ...RESULT, techniques } });
  assert.deepEqual(phases, [
    { name: "phase_listen", have: ["shows T01"], need: ["shows T04"], open: 1 },
    { name: "phase_defuse", have: [], need: [], open: 0 },
    { name: "phase_act", have: ["shows T14"], need: [], open: 0 },
    { name: "phase_leave", have: [], need: [], open: 0 },
  ]);
});

test("an insult has a card with at most three limits, and is nothing to add", () => {
  const others = ["b", "c", "d"].map(opener);
  const { limit, next, rest } = view({ advice: [check("C24", { opener: opener("a"), others })] });
  assert.deepEqual(limit?.openers.map(({ text }) => text), ["a", "b", "c"]);
  assert.equal(next, null);
  assert.deepEqual(rest, []);
});

test("words that show several things are quoted once, in plain words", () => {
  /** @param {number} start @param {number} end @param {string} shows */
  const proof = (start, end, shows) => ({ of: /** @type {const} */ ("customer"), start, end, shows });
  const evidence = [proof(6, 21, "trouble"), proof(6, 21, "tone"), proof(51, 55, "asked:why")];
  const situation = { ...RESULT.situation, evidence };
  const { quotes } = view({ result: { ...RESULT, situation } });
  assert.deepEqual(quotes, [
    { quote: "is Friday again", shows: ["trouble", "tone"] },
    { quote: "Why?", shows: ["asked:why"] },
  ]);
  const text = (/** @type {string} */ name) => message(name);
  assert.equal(plainly(text, "asked:why"), "asks why");
  assert.equal(plainly(text, "mentions an illness"), "mentions an illness");
});

test("a check that stands at several places is said once, and a message that is off is not shown", () => {
  const advice = [check("C34", { start: 0, end: 3 }), check("C34", { start: 9, end: 12 })];
  const { rest, heard } = view({ advice, said: { ...NOTHING_SAID, unlike: true } });
  assert.equal(rest.length, 1);
  assert.equal(heard, "");
});
