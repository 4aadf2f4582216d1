// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { answer, handlers } from "../../extension/background/handlers.js";
import { SENDERS } from "../../extension/background/senders.js";
import { choiceFor } from "../../extension/protocol.js";
import { text } from "./texts.js";

/** @import { Message } from "../../extension/protocol.js" */

Object.assign(globalThis, {
  chrome: {
    i18n: { getMessage: text },
    runtime: { getURL: (/** @type {string} */ path) => `chrome-extension://self/${path}` },
  },
});

test("every kind of message has its handler, and no handler is without a kind", () => {
  assert.deepEqual(Object.keys(handlers).sort(), Object.keys(SENDERS).sort());
});

test("a script in a web page cannot ask for what pages of the extension may", async () => {
  const sender = { url: "https://helpdesk.example.com/ticket/1", tab: undefined };
  for (const [kind, who] of Object.entries(SENDERS)) {
    if (who !== "page") continue;
    const said = await answer(/** @type {Message} */ ({ kind }), sender);
    assert.equal(!said.ok && said.code, "not-allowed", kind);
  }
});

test("an unknown kind is answered, even one that every object has", async () => {
  for (const kind of ["constructor", "nothing-known"]) {
    const said = await answer(/** @type {any} */ ({ kind }), {});
    assert.equal(!said.ok && said.code, "bad-request", kind);
  }
});

test("a frame follows its tab, unless something was chosen for the frame's own host", () => {
  const hosts = ["editor.example.com", "helpdesk.example.com"];
  assert.equal(choiceFor({}, hosts), "on");
  assert.equal(choiceFor({ "helpdesk.example.com": "off" }, hosts), "off");
  const both = { "helpdesk.example.com": "off", "editor.example.com": "on" };
  assert.equal(choiceFor(/** @type {any} */ (both), hosts), "on");
  assert.equal(choiceFor({}, ["constructor"]), "on");
});
