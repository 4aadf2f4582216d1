// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  hostOf,
  parseLink,
  parseServer,
  parseSite,
  patternHost,
} from "../../extension/address.js";

test("a connect link names a server and a code", () => {
  const code = "Abc-123_x";
  const cases = [
    [`https://unruffle.example.com/connect#${code}`, "https://unruffle.example.com"],
    [`  https://example.com/team/unruffle/connect#${code}\n`, "https://example.com/team/unruffle"],
    [`http://127.0.0.1:8765/connect#${code}`, "http://127.0.0.1:8765"],
    [`http://[::1]:8765/connect#${code}`, "http://[::1]:8765"],
    [`unruffle.example.com/connect#${code}`, "https://unruffle.example.com"],
  ];
  for (const [link = "", server] of cases) {
    assert.deepEqual(parseLink(link), { server, code }, link);
  }
});

test("what is no connect link is refused", () => {
  const refused = [
    "",
    "hello",
    "https://unruffle.example.com/connect",
    "https://unruffle.example.com/connect#",
    "https://unruffle.example.com/elsewhere#code",
    "http://unruffle.example.com/connect#code",
    "ftp://unruffle.example.com/connect#code",
    "javascript:alert(1)/connect#code",
    "https://unruffle.example.com/connect#%zz",
  ];
  for (const link of refused) assert.equal(parseLink(link), null, link);
});

test("plain http is for this computer only", () => {
  assert.equal(parseServer("http://localhost:8765/"), "http://localhost:8765");
  assert.equal(parseServer("localhost:8765"), "http://localhost:8765");
  assert.equal(parseServer("http://10.0.0.5:8765"), null);
  assert.equal(parseServer("http://127.0.0.1.example.com"), null);
  assert.equal(parseServer("https://10.0.0.5"), "https://10.0.0.5");
});

test("a site is asked for by host, whatever was pasted", () => {
  const site = { host: "acme.zendesk.com", origin: "https://acme.zendesk.com" };
  const pattern = "https://acme.zendesk.com/*";
  for (const typed of ["acme.zendesk.com", "https://acme.zendesk.com/agent/tickets/1?x#y"]) {
    assert.deepEqual(parseSite(typed), { ...site, pattern }, typed);
  }
  assert.equal(parseSite("http://tickets:8080/rt")?.pattern, "http://tickets/*");
  assert.equal(parseSite("not an address"), null);
  assert.equal(parseSite("tickets"), null);
  assert.equal(parseSite("chrome://extensions"), null);
});

test("the host of a pattern is the host that was permitted", () => {
  assert.equal(patternHost("https://acme.zendesk.com/*"), "acme.zendesk.com");
  assert.equal(patternHost("http://127.0.0.1:8765/*"), "127.0.0.1");
  assert.equal(patternHost("*://*/*"), "*");
});

test("a frame without an address of its own has no host", () => {
  assert.equal(hostOf(undefined), null);
  assert.equal(hostOf("about:blank"), null);
  assert.equal(hostOf("null"), null);
  assert.equal(hostOf("https://helpdesk.example.com:8443/a"), "helpdesk.example.com");
});
