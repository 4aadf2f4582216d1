// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { createQueue, MOST_SENT, MOST_WAITING } from "../../extension/background/queue.js";

/** @import { DraftEvent, Failure, FailureCode } from "../../extension/protocol.js" */
/** @import { Queued } from "../../extension/background/queue.js" */

/** Storage as the worker has it: everything is copied, and nothing happens at once. */
function storage() {
  /** @type {Queued[]} */
  let kept = [];
  return {
    read: async () => structuredClone(kept),
    update: async (/** @type {(waiting: Queued[]) => Queued[]} */ change) => {
      kept = structuredClone(change(structuredClone(kept)));
    },
  };
}

/** @param {number} count @param {number} [from] @returns {DraftEvent[]} */
function events(count, from = 0) {
  return Array.from({ length: count }, (_, index) => ({
    type: "shown",
    draft: "0b9c7a52",
    rule: `excuse/number-${from + index}`,
    revision: 1,
    host: "helpdesk.example.com",
    at: "2026-11-21T22:00:00Z",
  }));
}

/** A server that takes everything, and remembers it. */
function server() {
  /** @type {Queued[][]} */
  const taken = [];
  /** @type {FailureCode | null} */
  let refusal = null;
  return {
    taken,
    /** @param {FailureCode | null} code */
    answer(code) {
      refusal = code;
    },
    /** @param {Queued[]} batch */
    async send(batch) {
      if (refusal) return /** @type {Failure} */ ({ ok: false, code: refusal });
      taken.push(batch);
      return { ok: /** @type {const} */ (true) };
    },
  };
}

test("events wait until they are flushed, each with an id of its own, in order", async () => {
  const queue = createQueue(storage());
  const { taken, send } = server();
  await Promise.all([queue.add(events(2)), queue.add(events(2, 2))]);
  await queue.flush(send);
  const sent = taken.flat();
  assert.deepEqual(sent.map(({ rule }) => rule), events(4).map(({ rule }) => rule));
  assert.equal(new Set(sent.map(({ id }) => id)).size, 4);
  await queue.flush(send);
  assert.equal(taken.length, 1, "nothing is sent twice");
});

test("without an answer events stay, with the same ids", async () => {
  const queue = createQueue(storage());
  const { taken, send, answer } = server();
  await queue.add(events(1));
  answer("not-connected");
  await queue.flush(send);
  answer(null);
  await queue.flush(send);
  await queue.flush(send);
  assert.equal(taken.flat().length, 1);
});

test("events that the server does not take are dropped instead of blocking the rest", async () => {
  const queue = createQueue(storage());
  const { taken, send, answer } = server();
  await queue.add(events(1));
  answer("bad-request");
  await queue.flush(send);
  answer(null);
  await queue.add(events(1, 7));
  await queue.flush(send);
  assert.deepEqual(taken.flat().map(({ rule }) => rule), ["excuse/number-7"]);
});

test("the queue is bounded, the oldest give way, and requests stay small", async () => {
  const queue = createQueue(storage());
  const { taken, send } = server();
  await queue.add(events(MOST_WAITING));
  await queue.add(events(3, MOST_WAITING));
  await queue.flush(send);
  const sent = taken.flat();
  assert.equal(sent.length, MOST_WAITING);
  assert.equal(sent[0]?.rule, "excuse/number-3");
  assert.ok(taken.every((batch) => batch.length <= MOST_SENT));
});

test("an event that comes while a request is on its way is kept for the next", async () => {
  const queue = createQueue(storage());
  const { taken, send } = server();
  await queue.add(events(1));
  let added = false;
  await queue.flush(async (batch) => {
    if (!added) await queue.add(events(1, 9));
    added = true;
    return send(batch);
  });
  assert.deepEqual(taken.map((batch) => batch.map(({ rule }) => rule)), [
    ["excuse/number-0"],
    ["excuse/number-9"],
  ]);
});

test("two flushes at once send nothing twice", async () => {
  const queue = createQueue(storage());
  const { taken, send } = server();
  await queue.add(events(5));
  await Promise.all([queue.flush(send), queue.flush(send)]);
  assert.equal(taken.flat().length, 5);
});
