// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { GAPS, leftovers, openGaps } from "../../extension/content/leftovers.js";

/** @param {string} text @param {string} [heard] */
const named = (text, heard = "") =>
  leftovers(text, () => heard).map(({ start, end }) => text.slice(start, end));

test("what a template left is found, whatever it looks like", () => {
  assert.deepEqual(named("Dear {{customer.name}},\nit arrives on [DATE]. [Agent name]"), [
    "{{customer.name}}",
    "[DATE]",
    "[Agent name]",
  ]);
  assert.deepEqual(named("Your order XXX, {{}}"), ["XXX", "{{}}"]);
});

test("notes, links, sizes, cards, code and somebody else's words are no leftovers", () => {
  const fair = [
    "See note [1] and [our page](https://example.org) and [sic].",
    "The shirt comes in XXXL too.",
    "The card that ends in XXXX XXXX 1234 is on file.",
    "Put `{{name}}` in the subject.",
    "It arrives on Monday.\n\nOn Mon, 3 Mar 2026, Ana wrote:\nDear {{name}}, thanks.",
    "It arrives on Monday.\n> Dear [NAME]",
  ];
  for (const text of fair) assert.deepEqual(named(text), [], text);
  assert.deepEqual(named("Yes, {{name}} works.", "Can I use {{first_name}}?"), []);
  assert.deepEqual(named("Type [NAME] there.", "What is [NAME]?"), []);
});

test("slots and leftovers are one list, in the order of the text", () => {
  const text = "Hi [NAME], by {time} we call {{user}}.";
  const gaps = openGaps(text, () => "").map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(gaps, ["[NAME]", "{time}", "{{user}}"]);
});

test("the words of gaps are those of the server's check", () => {
  const file = new URL("../../server/unruffle/lists/checks/C33.toml", import.meta.url);
  const [, list = ""] = /^placeholder = \[([^\]]*)\]/m.exec(readFileSync(file, "utf8")) ?? [];
  assert.deepEqual([...list.matchAll(/"(.+?)"/g)].map(([, word]) => word), [...GAPS]);
});
