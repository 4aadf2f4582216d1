// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { reach } from "../../extension/background/sites.js";
import { tabState } from "../../extension/pages/tabstate.js";
import { NOTHING_SHARED } from "../../extension/protocol.js";

test("the loader goes to permitted sites, and to none that was switched off", () => {
  const origins = ["https://acme.zendesk.com/*", "https://other.example.com/*"];
  assert.deepEqual(reach(origins, {}), { matches: origins, excludeMatches: [] });
  assert.deepEqual(reach(origins, { "other.example.com": "off" }), {
    matches: ["https://acme.zendesk.com/*"],
    excludeMatches: ["*://other.example.com/*"],
  });
});

test("a host that is switched off stays out, even where all sites are permitted", () => {
  assert.deepEqual(reach(["*://*/*"], { "bank.example.com": "off" }), {
    matches: ["*://*/*"],
    excludeMatches: ["*://bank.example.com/*"],
  });
});

test("the loader never goes to pages that are no web sites", () => {
  assert.deepEqual(reach(["file:///*", "chrome://favicon/*"], {}).matches, []);
});

test("the popup names the first thing that keeps replies from being checked", () => {
  const known = {
    host: "acme.zendesk.com",
    permitted: true,
    shared: NOTHING_SHARED,
    connection: null,
    now: 1_000,
  };
  const off = /** @type {const} */ ({ sites: { "acme.zendesk.com": "off" } });
  assert.equal(tabState(known), "ready");
  assert.equal(tabState({ ...known, permitted: false }), "no-permission");
  assert.equal(tabState({ ...known, shared: { ...NOTHING_SHARED, ...off } }), "off-here");
  const paused = { ...NOTHING_SHARED, paused_until: 2_000 };
  assert.equal(tabState({ ...known, shared: paused }), "paused");
  assert.equal(tabState({ ...known, shared: paused, now: 2_000 }), "ready");
  assert.equal(tabState({ ...known, connection: "key-revoked" }), "key-revoked");
  assert.equal(tabState({ ...known, connection: "bad-request" }), "not-connected");
});
