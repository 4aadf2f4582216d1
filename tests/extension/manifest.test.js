// @ts-check
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { COMMANDS, VERSION } from "../../extension/protocol.js";

const EXTENSION = new URL("../../extension/", import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, EXTENSION), "utf8");
const IMPORTS = /(?:^import .* from |\bimport\()"(.+?)"/gm;
const HTML = /innerHTML|outerHTML|insertAdjacentHTML|document\.write\(/;
const manifest = JSON.parse(read("manifest.json"));

test("the version that is sent is the version of the manifest", () => {
  assert.equal(manifest.version, VERSION);
});

test("every site but this computer is asked for, never required", () => {
  assert.deepEqual(manifest.host_permissions, ["http://127.0.0.1/*", "http://localhost/*"]);
  assert.deepEqual(manifest.permissions, ["storage", "scripting", "activeTab", "contextMenus"]);
  assert.equal(manifest.content_scripts, undefined);
});

test("Firefox asks for consent before a draft leaves the browser", () => {
  const { gecko } = manifest.browser_specific_settings;
  const sent = ["personalCommunications", "websiteContent"];
  assert.deepEqual(gecko.data_collection_permissions.required, sent);
});

test("the shortcuts of the browser are those that content scripts know, on no key by themselves", () => {
  assert.deepEqual(Object.keys(manifest.commands), COMMANDS);
  for (const command of COMMANDS) assert.equal(manifest.commands[command].suggested_key, undefined);
});

test("every file that the manifest names is there", () => {
  const files = [
    ...Object.values(manifest.icons),
    ...Object.values(manifest.action.default_icon),
    ...manifest.background.scripts,
    manifest.background.service_worker,
    manifest.action.default_popup,
    manifest.options_ui.page,
    manifest.storage.managed_schema,
  ];
  for (const file of files) assert.ok(existsSync(new URL(file, EXTENSION)), file);
});

test("the shipped build is preset for no server", () => {
  assert.deepEqual(JSON.parse(read("preset.json")), {});
});

test("web pages can load what content modules import, and nothing of the worker", () => {
  const [{ resources, use_dynamic_url: dynamic }] = manifest.web_accessible_resources;
  /** @type {string[]} */
  const names = resources;
  assert.equal(dynamic, undefined);
  assert.ok(!names.some((name) => /^(background|pages|\*)/.test(name)));
  /** @param {string} path */
  const isReachable = (path) =>
    names.includes(path) || names.includes(path.replace(/[^/]+$/, "*"));
  for (const folder of ["content", "sites"]) {
    for (const file of readdirSync(new URL(folder, EXTENSION))) {
      if (!file.endsWith(".js")) continue;
      for (const [, name = ""] of read(`${folder}/${file}`).matchAll(IMPORTS)) {
        const { pathname } = new URL(name, `https://x/${folder}/${file}`);
        assert.ok(isReachable(pathname.slice(1)), `${folder}/${file} imports ${name}`);
      }
    }
  }
});

test("no text of a rule or a draft is ever read as HTML", () => {
  const files = readdirSync(EXTENSION, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".js"))) {
    assert.doesNotMatch(read(file), HTML, file);
  }
});

test("Firefox's own linter finds no error, and the one warning that both kinds of background give", () => {
  const linter = new URL("../node_modules/.bin/addons-linter", import.meta.url);
  const folder = new URL(EXTENSION).pathname;
  const { stdout } = spawnSync(linter.pathname, [folder, "--output", "json"], { encoding: "utf8" });
  const { errors, notices, warnings } = JSON.parse(stdout);
  assert.deepEqual([errors, notices], [[], []]);
  const told = warnings.map((/** @type {{message: string}} */ { message }) => message);
  assert.deepEqual(told, ['"/background/service_worker" is not supported.']);
});
