/** What stands in our closed shadow root: no page can look there, the browser's protocol can. */

import assert from "node:assert/strict";
import { browser, PATIENCE_MS } from "./opened.js";

/** @import { Opened } from "./opened.js" */
/** @typedef {{face: string, words: string, marked: string[]}} Seen `marked` are words in a field */

/** @param {ShadowRoot} root */
function see(root) {
  /** @type {HTMLElement | null} */
  const badge = root.querySelector(".badge");
  const words = badge?.querySelector(".words")?.textContent;
  const marked = [...root.querySelectorAll("div[aria-hidden] > span")];
  const texts = marked.map(({ textContent }) => textContent);
  return JSON.stringify({ face: badge?.dataset["face"], words, marked: texts });
}

/**
 * @param {Opened} opened
 * @returns {Promise<Partial<Seen>>} empty while nothing of ours is there
 */
async function look({ frame }) {
  const { connection } = /** @type {any} */ (browser);
  /** @param {string} functionDeclaration @param {unknown[]} given */
  const call = async (functionDeclaration, ...given) => {
    const target = { context: /** @type {any} */ (frame)._id };
    const asked = { functionDeclaration, arguments: given, target, awaitPromise: false };
    return (await connection.send("script.callFunction", asked)).result.result.value;
  };
  const surface = await call("() => document.querySelector('unruffle-surface')");
  return surface ? JSON.parse(await call(String(see), surface.shadowRoot)) : {};
}

/**
 * Waits until this is what a person sees.
 *
 * @param {Opened} opened
 * @param {Partial<Seen>} wanted
 */
export async function expectSeen(opened, wanted) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = { ...(await look(opened)) };
    const same = JSON.stringify({ ...seen, ...wanted }) === JSON.stringify(seen);
    if (same) return;
    assert.ok(Date.now() < end, `${JSON.stringify(wanted)}, but ${JSON.stringify(seen)}`);
    await opened.frame.evaluate(() => new Promise(requestAnimationFrame));
  }
}
