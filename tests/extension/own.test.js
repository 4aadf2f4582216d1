// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { localTime } from "../../extension/background/checking.js";
import { tally } from "../../extension/background/own.js";

/** @import { DraftEvent } from "../../extension/protocol.js" */

/** @param {DraftEvent["type"]} type @param {string} at @returns {DraftEvent} */
const event = (type, at) => ({ type, at, draft: "d", revision: 1, host: "desk.example.com" });

test("what was accepted or mended by hand is improved, what was dismissed or reported is kept", () => {
  const types = /** @type {const} */ (["shown", "shown", "accepted", "edited-away", "dismissed",
    "reported", "muted", "ended"]);
  const events = types.map((type) => event(type, "2026-11-27T10:00:00.000Z"));
  assert.deepEqual(tally([], events), [
    { monday: "2026-11-23", replies: 1, shown: 2, improved: 2, kept: 2 },
  ]);
});

test("a week begins on Monday, and only the last twelve are kept", () => {
  const weeks = tally([], [event("ended", "2026-11-22T23:00:00Z"), event("ended", "2026-11-23T01:00:00Z")]);
  assert.deepEqual(weeks.map(({ monday, replies }) => [monday, replies]), [
    ["2026-11-16", 1],
    ["2026-11-23", 1],
  ]);
  const days = Array.from({ length: 20 }, (_, at) => new Date(Date.UTC(2026, 0, 5 + 7 * at)));
  const many = tally([], days.map((day) => event("ended", day.toISOString())));
  assert.equal(many.length, 12);
  assert.equal(many.at(-1)?.monday, "2026-05-18");
});

test("the time of a check is that of the agent's place", () => {
  const now = new Date("2026-11-27T21:15:30.123Z");
  const told = localTime(now);
  assert.match(told, /^2026-11-2[78]T\d\d:15:30[+-]\d\d:\d\d$|^2026-11-2[78]T\d\d:[0-5]\d:30[+-]/);
  assert.equal(Date.parse(told), Date.parse("2026-11-27T21:15:30Z"));
});
