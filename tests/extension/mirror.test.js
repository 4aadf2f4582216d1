// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { FACES, TINTS } from "../../extension/content/mirror.js";

const css = readFileSync(
  new URL("../../extension/content/highlight.css", import.meta.url),
  "utf8",
).replace(/@media[^]*/, "");

/** @param {string} property @returns {Record<string, string>} its value in each highlight */
function valuesOf(property) {
  const rules = [...css.matchAll(/::highlight\(unruffle-(\w+)\) \{([^}]*)\}/g)];
  const value = new RegExp(`${property}: (.*);`);
  return Object.fromEntries(
    rules.flatMap(([, name = "", body = ""]) => {
      const [, found] = body.match(value) ?? [];
      return found ? [[name, found]] : [];
    }),
  );
}

test("marks over a field look like marks in an editor", () => {
  const { active, ...lines } = FACES;
  assert.equal(active, "none");
  assert.deepEqual(valuesOf("text-decoration"), lines);
  // A part of the page, never a mark.
  const { picking, ...tints } = valuesOf("background-color");
  assert.equal(picking, TINTS.active);
  assert.deepEqual(tints, TINTS);
});
