// @ts-check
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";

import { ask, isOlder } from "../../extension/background/server.js";
import { VERSION } from "../../extension/protocol.js";
import { text } from "./texts.js";

Object.assign(globalThis, { chrome: { i18n: { getMessage: text } } });

/**
 * @typedef {{status?: number, body?: string, version?: string | null}} Reply
 * @param {Reply} reply what the server says to everything
 * @param {(base: string, seen: import("node:http").IncomingMessage[]) => Promise<void>} use
 */
async function serving({ status = 200, body = "{}", version = "0.1.0" }, use) {
  /** @type {import("node:http").IncomingMessage[]} */
  const seen = [];
  const server = createServer((request, response) => {
    seen.push(request);
    if (version !== null) response.setHeader("Unruffle-Version", version);
    response.writeHead(status, { Connection: "close" }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  try {
    await use(`http://127.0.0.1:${port}`, seen);
  } finally {
    server.close();
  }
}

/** @param {Reply} reply */
async function codeOf(reply) {
  /** @type {string} */
  let code = "";
  await serving(reply, async (server) => {
    const answer = await ask({ server, key: "k" }, { method: "GET", path: "/api/v1/settings" });
    code = answer.ok ? "ok" : answer.code;
    if (!answer.ok) assert.ok(answer.message && answer.hint, "there are words for it");
  });
  return code;
}

/** @param {string} code */
const error = (code) => JSON.stringify({ error: { code, message: "m", hint: "h" } });

test("a request carries the key and the version, and no address of the page", async () => {
  await serving({ body: '{"score": 100}' }, async (server, seen) => {
    const body = { text: "Hello" };
    const answer = await ask({ server, key: "secret" }, { method: "POST", path: "/x", body });
    assert.deepEqual(answer, { ok: true, body: { score: 100 } });
    const { headers = {} } = seen[0] ?? {};
    assert.equal(headers["authorization"], "Bearer secret");
    assert.equal(headers["unruffle-extension"], VERSION);
    assert.equal(headers["content-type"], "application/json");
    assert.equal(headers["referer"], undefined);
    assert.equal(headers["cookie"], undefined);
  });
});

test("each answer of the server means one thing to the agent", async () => {
  const cases = /** @type {const} */ ([
    [401, "key-unknown", "key-revoked"],
    [401, "key-revoked", "key-revoked"],
    [426, "extension-too-old", "version"],
    [426, "extension-too-new", "version"],
    [400, "bad-request", "bad-request"],
    [403, "key-scope", "bad-request"],
    [413, "body-too-large", "bad-request"],
    [403, "code-unknown", "bad-code"],
    [403, "code-used", "bad-code"],
    [429, "too-many", "not-connected"],
    [500, "internal", "not-connected"],
    [503, "not-ready", "not-connected"],
  ]);
  for (const [status, code, meaning] of cases) {
    assert.equal(await codeOf({ status, body: error(code) }), meaning, `${status} ${code}`);
  }
});

test("a portal or another program at the address is no connection", async () => {
  assert.equal(await codeOf({ body: "<html>Sign in</html>", version: null }), "not-connected");
  assert.equal(await codeOf({ body: "{}", version: null }), "not-connected");
  assert.equal(await codeOf({ status: 502, body: "<html>", version: null }), "not-connected");
});

test("nothing at the address is no connection", async () => {
  let closed = "";
  await serving({}, async (server) => void (closed = server));
  const answer = await ask({ server: closed }, { method: "GET", path: "/" });
  assert.equal(!answer.ok && answer.code, "not-connected");
});

test("a redirect is not followed, since the draft would go elsewhere", async () => {
  assert.equal(await codeOf({ status: 307, body: "" }), "not-connected");
});

test("a server older than this extension understands is named as that", async () => {
  assert.equal(await codeOf({ version: "0.0.9" }), "version");
  assert.equal(await codeOf({ version: "1.4.0" }), "ok");
  assert.ok(isOlder("0.9.3", "0.10"));
  assert.ok(!isOlder("0.10.0", "0.10"));
  assert.ok(!isOlder("1.0.0", "0.10"));
});
