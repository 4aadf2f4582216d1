// @ts-check
/** What a page can do with our modules, which it may import as any other, and with our cards. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { createButtons } from "../../extension/content/buttons.js";
import { watchPointer } from "../../extension/content/hit.js";

const EXTENSION = new URL("../../extension/", import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, EXTENSION), "utf8");
const REACHABLE = ["content", "sites"].flatMap((folder) =>
  readdirSync(new URL(folder, EXTENSION))
    .filter((name) => name.endsWith(".js"))
    .map((name) => `${folder}/${name}`));

/**
 * An element that keeps its listeners, so that a press of a person can be told from a script's.
 */
function pressable() {
  /** @type {Record<string, (event: object) => void>} */
  const heard = {};
  const element = {
    ownerDocument: { addEventListener: () => undefined },
    addEventListener: (/** @type {string} */ type, /** @type {() => void} */ listener) => {
      heard[type] = listener;
    },
  };
  return { heard, element: /** @type {HTMLElement} */ (/** @type {unknown} */ (element)) };
}

test("a module that is imported reads nothing, writes nothing and asks nobody", async () => {
  /** @type {string[]} */
  const touched = [];
  for (const name of ["chrome", "browser", "document", "window", "localStorage", "fetch"]) {
    const get = () => touched.push(name);
    Object.defineProperty(globalThis, name, { configurable: true, get });
  }
  assert.ok(REACHABLE.length > 70);
  for (const path of [...REACHABLE, "protocol.js"]) await import(new URL(path, EXTENSION).href);
  assert.deepEqual(touched, []);
});

test("no module that a page can import holds a way to the worker but one, which has none there", () => {
  const ways = REACHABLE.filter((path) => /\bchrome\b/.test(read(path)));
  assert.deepEqual(ways, ["content/port.js"]);
  // A page has `chrome.runtime.sendMessage` only where a manifest lets pages connect.
  assert.equal(JSON.parse(read("manifest.json")).externally_connectable, undefined);
  for (const name of readdirSync(new URL("background", EXTENSION))) {
    assert.doesNotMatch(read(`background/${name}`), /External\b/, name);
  }
});

test("a press by a script of the page changes nothing on our cards", () => {
  const { element, heard } = pressable();
  let acts = 0;
  const parts = /** @type {any} */ ({ document: {}, port: {}, signal: null });
  createButtons(parts).press(element, () => (acts += 1));
  heard.click?.(new Event("click"));
  assert.equal(acts, 0);
  heard.click?.({ isTrusted: true });
  assert.equal(acts, 1);
});

test("a click by a script of the page opens no advice", () => {
  const { element, heard } = pressable();
  let opened = 0;
  const { signal } = new AbortController();
  const open = () => ((opened += 1), true);
  watchPointer({ field: element, signal, open, leave: () => undefined });
  const click = { button: 0, detail: 1, ctrlKey: false, clientX: 0, clientY: 0 };
  heard.click?.({ ...click, isTrusted: false });
  assert.equal(opened, 0);
  heard.click?.({ ...click, isTrusted: true });
  assert.equal(opened, 1);
});
