// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { masked, sentenceAround } from "../../extension/content/masking.js";

/** @type {[string, string][]} */
const MASKED = [
  ["Write to ruth.meier@example.com, please.", "Write to [email], please."],
  ["See https://example.com/orders/1 for it.", "See [link] for it."],
  ["Your order 48213 left; call +49 30 1234567.", "Your order [number] left; call +49 30 [number]."],
  ["Parcel #A-48213/7 is with us.", "Parcel [number] is with us."],
  ["Dear Ruth Meier, we are sorry.", "Dear [name], we are sorry."],
  ["We told Ana-Maria that on Monday, 3 March.", "We told [name] that on Monday, 3 March."],
];

for (const [sentence, wanted] of MASKED) {
  test(`addresses, numbers and names go: ${sentence}`, () => {
    assert.equal(masked(sentence), wanted);
  });
}

test("what names nobody stays as it is", () => {
  for (const sentence of [
    "As per our policy, this cannot be done.",
    "I'm sorry that I kept you waiting for 2 days.",
    "Unfortunately, it comes at 10 on Friday.",
  ]) {
    assert.equal(masked(sentence), sentence);
  }
});

test("one sentence is taken, the one around the words", () => {
  const text = "Hello Ruth,\n\nThe desk is late due to our supplier. We look into it.\nBest, Sam";
  const start = text.indexOf("due to");
  assert.equal(sentenceAround(text, start, start + 6), "The desk is late due to our supplier.");
  assert.equal(sentenceAround("calm down", 0, 9), "calm down");
});

test("of a sentence without an end no more than a report may hold is taken, with the words in it", () => {
  const text = `${"very ".repeat(400)}calm down ${"now ".repeat(400)}`;
  const start = text.indexOf("calm");
  const taken = sentenceAround(text, start, start + 9);
  assert.ok(taken.length <= 500);
  assert.match(taken, /calm down/);
});

test("hostile sentences are masked as quickly as others", () => {
  for (const piece of ["a@", "1-", "A ", "Aa ", "www.", "a.b@c.", "#-"]) {
    assert.ok(masked(piece.repeat(250)).length > 0, piece);
  }
});
