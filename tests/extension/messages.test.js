// @ts-check
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { MESSAGES } from "./texts.js";

const EXTENSION = new URL("../../extension/", import.meta.url);
const FORBIDDEN = /\b(wrong|errors?|violat\w*|must|should|bad|fail\w*|incorrect|invalid)\b/i;

const sources = readdirSync(EXTENSION, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.(js|html|json)$/.test(path) && !path.startsWith("_locales"))
  .map((path) => readFileSync(new URL(path, EXTENSION), "utf8"))
  .join("\n");

test("no text scolds", () => {
  for (const [name, { message }] of Object.entries(MESSAGES)) {
    assert.doesNotMatch(message, FORBIDDEN, name);
  }
});

test("no text is empty or holds markup", () => {
  for (const [name, { message }] of Object.entries(MESSAGES)) {
    assert.match(message, /\S/, name);
    assert.doesNotMatch(message, /[<>]/, name);
  }
});

test("every text is shown somewhere", () => {
  for (const name of Object.keys(MESSAGES)) {
    // `failure_*` are named after the code of the failure.
    const known = sources.includes(name) || name.startsWith("failure_") || name.endsWith("_one");
    assert.ok(known, name);
  }
});

test("every text that the code names is there", () => {
  const calls = /(?:\b(?:text|getMessage)\(\s*"|data-text="|__MSG_)(\w+?)(?="|__)/g;
  const names = [...sources.matchAll(calls)].map(([, name = ""]) => name);
  assert.ok(names.length > 40, "the code is read as expected");
  for (const name of names) assert.ok(name in MESSAGES, name);
});
