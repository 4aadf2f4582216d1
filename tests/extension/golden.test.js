// @ts-check
import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { test } from "node:test";

import { failure } from "../../extension/background/failure.js";
import { SENDERS } from "../../extension/background/senders.js";
import { ask } from "../../extension/background/server.js";
import { text } from "./texts.js";

Object.assign(globalThis, { chrome: { i18n: { getMessage: text } } });

const FOLDER = new URL("../data/wire/", import.meta.url);
/** @param {string} name */
const read = (name) => JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"));
const files = readdirSync(FOLDER).sort();
const messages = files.filter((name) => name.startsWith("message-")).map(read);

test("every kind of message has a written exchange, with the sender that may send it", () => {
  const written = messages.map(({ message, sender }) => [message.kind, sender]);
  assert.deepEqual(Object.fromEntries(written), SENDERS);
});

test("every written refusal is said in the words of the extension", () => {
  for (const { message, answers } of messages) {
    for (const { ok, code, ...said } of answers) {
      if (ok) continue;
      const hosts = ["127.0.0.1:8765", "desk.example.com", ""];
      const found = hosts.some((host) => {
        const { message: sentence, hint } = failure(code, host);
        return sentence === said.message && hint === said.hint;
      });
      assert.ok(found, `${message.kind}: ${said.message}`);
    }
  }
});

test("the written answers of the server are understood as they are meant", async () => {
  const meant = /** @type {Record<string, string>} */ ({
    "api-error-bad-request.json": "bad-request",
    "api-error-code-unknown.json": "bad-code",
    "api-error-extension-too-new.json": "version",
    "api-error-extension-too-old.json": "version",
    "api-error-key-unknown.json": "key-revoked",
    "api-error-method-not-allowed.json": "bad-request",
    "api-error-not-found.json": "bad-request",
  });
  const asked = files.filter((name) => /^api-(?!healthz|readyz|settings-unchanged)/.test(name));
  for (const name of asked) {
    const golden = read(name);
    const server = createServer((_, response) => {
      response.writeHead(golden.status, { ...golden.headers, Connection: "close" });
      response.end(JSON.stringify(golden.answer));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    const { method, path, body } = golden.request;
    const request = { method, path, ...(method === "POST" && { body }) };
    const said = await ask({ server: `http://127.0.0.1:${port}`, key: "KEY" }, request);
    server.close();
    if (said.ok) assert.deepEqual(said.body, golden.answer, name);
    assert.equal(said.ok ? undefined : said.code, meant[name], name);
  }
});

test("spans of a written check cut out whole words, and slots their braces", () => {
  const { request, answer } = read("api-check.json");
  const { text: draft } = request.body;
  for (const { start, end, suggestions } of answer.findings) {
    assert.match(draft.slice(start, end), /^[\p{L}].*[\p{L}]$/u);
    for (const { text: words, slots } of suggestions) {
      for (const [from, to] of slots) assert.match(words.slice(from, to), /^\{[^{}]+\}$/);
    }
  }
});
