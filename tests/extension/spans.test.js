// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { narrow } from "../../extension/content/narrow.js";
import { drawn, editOf, shift } from "../../extension/content/spans.js";

/** @import { Finding, Severity } from "../../extension/protocol.js" */

/**
 * @param {string} text
 * @param {string} words
 * @param {Partial<Finding>} [more]
 * @returns {Finding}
 */
function on(text, words, more = {}) {
  const start = text.indexOf(words);
  const end = start + words.length;
  return {
    rule: "test/words",
    layer: "list",
    category: "test",
    severity: "medium",
    points: 10,
    start,
    end,
    message: "",
    why: "",
    sources: [],
    suggestions: [{ text: "better", start, end, slots: [] }],
    pending: false,
    ...more,
  };
}

/** @param {string} before @param {string} after @param {string} words */
function wordsAfter(before, after, words) {
  return shift([on(before, words)], before, after).map(({ start, end }) => after.slice(start, end));
}

test("two texts differ by one edit between their common start and their common end", () => {
  assert.deepEqual(editOf("one two three", "one 2 three"), { start: 4, oldEnd: 7, newEnd: 5 });
  assert.deepEqual(editOf("aa", "aaa"), { start: 2, oldEnd: 2, newEnd: 3 });
  assert.deepEqual(editOf("same", "same"), { start: 4, oldEnd: 4, newEnd: 4 });
});

test("a finding before the edit stays, one behind it moves along", () => {
  const before = "Calm down. Wait.";
  assert.deepEqual(wordsAfter(before, "Calm down. Please wait.", "Calm down"), ["Calm down"]);
  assert.deepEqual(wordsAfter(before, "Please Calm down. Wait.", "Calm down"), ["Calm down"]);
});

test("offsets are UTF-16 units, so an emoji typed before a finding moves it by two", () => {
  const before = "Oh calm down";
  const [moved] = shift([on(before, "calm down")], before, "Oh 🙂calm down");
  assert.equal(moved?.start, 5);
});

test("a finding that was edited inside is dropped", () => {
  assert.deepEqual(wordsAfter("Please calm down.", "Please calm it down.", "calm down"), []);
  assert.deepEqual(wordsAfter("Please calm down.", "Please calm.", "calm down"), []);
});

test("a letter typed right at a finding makes another word of it, a space does not", () => {
  assert.deepEqual(wordsAfter("so calm down now", "so calm downs now", "calm down"), []);
  assert.deepEqual(wordsAfter("so calm down now", "so xcalm down now", "calm down"), []);
  assert.deepEqual(wordsAfter("so calm down now", "socalm down now", "calm down"), []);
  assert.deepEqual(wordsAfter("so calm down now", "so  calm down now", "calm down"), ["calm down"]);
  assert.deepEqual(wordsAfter("so calm down", "so calm down.", "calm down"), ["calm down"]);
});

test("a suggestion for the whole sentence is dropped when the rest of the sentence changes", () => {
  const before = "Calm down please. Bye.";
  const finding = on(before, "Calm down");
  finding.suggestions.push({ text: "Take your time.", start: 0, end: 17, slots: [] });
  const [moved] = shift([finding], before, "Calm down, sir. Bye.");
  assert.deepEqual(moved?.suggestions.map(({ text }) => text), ["better"]);
});

test("whatever is typed, what stays marked is the same words", () => {
  const before = "no no no, you should calm down, you should";
  const texts = ["", "you should", `${before}${before}`, before.slice(3), "o no no, you should"];
  for (const after of texts) {
    const kept = shift([on(before, "you should"), on(before, "no no")], before, after);
    const marked = kept.map(({ start, end }) => after.slice(start, end));
    for (const words of marked) assert.match(words, /^(you should|no no)$/);
  }
});

test("of findings that overlap the strongest is drawn, then the longer, then by id", () => {
  const text = "We are sorry for any inconvenience this may have caused.";
  const high = on(text, "sorry for any inconvenience", { rule: "b/high", severity: "high" });
  const longer = on(text, "are sorry for any inconvenience this", { rule: "c/longer" });
  const apart = on(text, "caused", { rule: "a/apart" });
  const rules = drawn([apart, longer, high], "medium").map(({ rule }) => rule);
  assert.deepEqual(rules, ["b/high", "a/apart"]);
  const twin = on(text, "caused", { rule: "a/twin" });
  assert.deepEqual(drawn([twin, apart], "medium"), [apart]);
});

test("severities under the one that the team shows are not drawn", () => {
  const text = "high medium low info";
  const all = /** @type {Severity[]} */ (text.split(" ")).map((severity) =>
    on(text, severity, { severity }),
  );
  assert.equal(drawn(all, "medium").length, 2);
  assert.equal(drawn(all, "info").length, 4);
});

test("only the words that differ are replaced", () => {
  const text = "I think you should wait here.";
  const start = text.indexOf("you");
  const part = narrow(text, start, start + "you should wait".length, "you could wait");
  assert.deepEqual(part, { start: start + 4, end: start + 10, words: "could" });
});

test("a word is never replaced in part", () => {
  const text = "see seed";
  assert.deepEqual(narrow(text, 4, 8, "seek"), { start: 4, end: 8, words: "seek" });
  assert.deepEqual(narrow(text, 0, 3, "seen it"), { start: 0, end: 3, words: "seen it" });
  assert.deepEqual(narrow("a b", 0, 3, "a x b"), { start: 2, end: 2, words: "x " });
});

test("a stop that is typed behind a sentence takes away the better words that bring one", () => {
  const [before, after] = ["Sorry it is so late", "Sorry it is so late."];
  const place = { start: 0, end: 19 };
  const suggestions = [{ ...place, text: "It is late." }, { ...place, text: "It is late" }];
  const [moved] = shift([{ ...place, suggestions }], before, after);
  assert.deepEqual(moved?.suggestions, [{ ...place, text: "It is late" }]);
});
