// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";

import { createRequests } from "../../extension/content/requests.js";

/** A server whose answers come when the test says so. */
function setUp() {
  /** @type {{text: string, answer: (ok: boolean) => Promise<void>}[]} */
  const sent = [];
  /** @type {string[]} */
  const answers = [];
  const life = new AbortController();
  const requests = createRequests({
    signal: life.signal,
    send: (text) =>
      /** @type {Promise<boolean>} */ (
        new Promise((resolve) => {
          const answer = async (/** @type {boolean} */ ok) => {
            resolve(ok);
            // Everything that follows from the answer has run after this turn of the loop.
            await setImmediate();
          };
          sent.push({ text, answer });
        })
      ),
    failed: (ok) => !ok,
    answered: (ok, text) => answers.push(`${text} ${ok ? "answered" : "failed"}`),
  });
  return { ...requests, sent, answers, life };
}

/** @param {{text: string}[]} sent */
const texts = (sent) => sent.map(({ text }) => text);

test("one request runs at a time, and of the texts that wait only the newest counts", async () => {
  const { ask, sent, answers } = setUp();
  for (const text of ["a", "ab", "abc", "abcd"]) ask(text);
  assert.deepEqual(texts(sent), ["a"]);
  await sent[0]?.answer(true);
  assert.deepEqual(texts(sent), ["a", "abcd"]);
  await sent[1]?.answer(true);
  assert.deepEqual(answers, ["a answered", "abcd answered"]);
});

test("a text that was answered is answered again, with no second request", async () => {
  const { ask, sent, answers } = setUp();
  ask("a");
  ask("a");
  await sent[0]?.answer(true);
  ask("a");
  assert.deepEqual(texts(sent), ["a"]);
  assert.deepEqual(answers, ["a answered", "a answered"]);
});

test("what was typed and taken back during a request is not asked about again", async () => {
  const { ask, sent, answers } = setUp();
  ask("a");
  ask("ab");
  ask("a");
  await sent[0]?.answer(true);
  assert.deepEqual(texts(sent), ["a"]);
  assert.deepEqual(answers, ["a answered"]);
});

test("an answer that arrives after its text was taken back changes nothing", async () => {
  const { ask, sent, answers } = setUp();
  ask("a");
  await sent[0]?.answer(true);
  ask("ab");
  ask("a");
  assert.deepEqual(answers, ["a answered", "a answered"]);
  await sent[1]?.answer(true);
  assert.deepEqual(answers, ["a answered", "a answered"]);
  ask("a");
  ask("ab");
  assert.deepEqual(texts(sent), ["a", "ab", "ab"]);
});

test("after a failure nothing is sent by itself; the next call asks again", async () => {
  const { ask, sent, answers } = setUp();
  ask("a");
  await sent[0]?.answer(false);
  assert.deepEqual(texts(sent), ["a"]);
  ask("a");
  await sent[1]?.answer(true);
  assert.deepEqual(answers, ["a failed", "a answered"]);
});

test("what was forgotten is asked about again", async () => {
  const { ask, forget, sent } = setUp();
  ask("a");
  await sent[0]?.answer(true);
  forget();
  ask("a");
  assert.deepEqual(texts(sent), ["a", "a"]);
});

test("an answer to a text that was forgotten meanwhile is not kept", async () => {
  const { ask, forget, sent } = setUp();
  ask("a");
  forget();
  await sent[0]?.answer(true);
  ask("a");
  assert.deepEqual(texts(sent), ["a", "a"]);
});

test("an answer that comes after the end of the session is dropped", async () => {
  const { ask, sent, answers, life } = setUp();
  ask("a");
  life.abort();
  await sent[0]?.answer(true);
  ask("b");
  assert.deepEqual(answers, []);
  assert.deepEqual(texts(sent), ["a"]);
});
