// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

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
