// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { recoveryMessage, STATES } from "../../extension/content/states.js";
import { text } from "./texts.js";

const table = readFileSync(new URL("../data/states.md", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| id "))
  .map((line) => line.slice(2, -2).split(" | "));
const states = /** @type {[keyof typeof STATES, typeof STATES.ready][]} */ (Object.entries(STATES));

test("the table of states for people and the one for the program are the same", () => {
  const keep = (/** @type {string} */ name) => text(name, ["$1", "$2"]);
  const program = states.map(([id, { face, words, recovery, action }]) => [
    id,
    face,
    keep(words),
    recovery ? keep(recovery) : "-",
    action ? keep(action) : "-",
  ]);
  assert.deepEqual(program, table);
});

test("a lost connection never has the face of a good draft", () => {
  const faceOf = (/** @type {keyof typeof STATES} */ id) => STATES[id].face;
  const lost = ["not-connected", "key-revoked", "not-enrolled", "version", "no-permission"];
  for (const [id, { face }] of states) {
    assert.equal(face === "broken", lost.includes(id), id);
  }
  assert.equal(faceOf("clear"), faceOf("pending"), "a reply in the making changes no face");
});

test("every state in which nothing is checked says how it ends", () => {
  for (const [id, { face, recovery }] of states) {
    if (["pause", "dash", "broken"].includes(face)) assert.ok(recovery, id);
  }
});

test("a recovery that the worker does is one message, everything else stays in the field", () => {
  const host = "helpdesk.example.com";
  assert.deepEqual(recoveryMessage("off-here", host), { kind: "site", host, on: true });
  assert.deepEqual(recoveryMessage("paused", host), { kind: "pause", until: null });
  assert.deepEqual(recoveryMessage("not-enrolled", host), { kind: "options" });
  assert.equal(recoveryMessage("not-connected", host), null);
});
