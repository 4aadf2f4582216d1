// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { newsOf } from "../../extension/content/news.js";
import { reasonOf } from "../../extension/content/standing.js";

const on = /** @type {const} */ ({ enrolled: true, paused_until: null, site: "on" });

test("a draft is checked unless there is a reason not to", () => {
  assert.equal(reasonOf(on, 0), null);
  assert.equal(reasonOf({ ...on, enrolled: false }, 0), "not-enrolled");
  assert.equal(reasonOf({ ...on, site: "off" }, 0), "off-here");
});

test("a pause ends by itself", () => {
  assert.equal(reasonOf({ ...on, paused_until: 100 }, 99), "paused");
  assert.equal(reasonOf({ ...on, paused_until: 100 }, 100), null);
});

test("a change of the lists is news until the agent was told, and never at the beginning", () => {
  const lists = { revision: 7, day: "2026-11-27" };
  const settings = { pause_ms: 250, show_from: /** @type {const} */ ("medium"), max_units: 9 };
  assert.deepEqual(newsOf({ settings: { ...settings, lists }, told: 6 }), lists);
  assert.equal(newsOf({ settings: { ...settings, lists }, told: 7 }), null);
  assert.equal(newsOf({ settings: { ...settings, lists }, told: null }), null);
  assert.equal(newsOf({ settings, told: 6 }), null);
  assert.equal(newsOf({ settings: null, told: 6 }), null);
});
