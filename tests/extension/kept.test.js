// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { keptFor } from "../../extension/pages/kept.js";
import { text } from "./texts.js";

Object.assign(globalThis, {
  chrome: { i18n: { getMessage: text } },
});

test("agents read for how many days a report is kept, be it few or many", () => {
  assert.equal(text("report_sent", [keptFor(7)]).endsWith("it is deleted after 7 days."), true);
  assert.ok(text("sent_report", [keptFor(365)]).includes("for 365 days at most"));
  assert.equal(keptFor(1), "one day");
  assert.equal(keptFor(undefined), "some weeks");
});
