// @ts-check
/** The only content module that knows it lives in an extension. */

import { NOTHING_SHARED, SHARED_KEY, TOLD } from "../protocol.js";

/** @import { Answers, Failure, Message, Port, Shared } from "../protocol.js" */

/** @returns {Port} */
export function createPort() {
  return {
    send,
    text: (name, ...subs) => chrome.i18n.getMessage(name, subs),
    url: (path) => chrome.runtime.getURL(path),
    alive,
    onCommand(callback, signal) {
      /** @param {unknown} message */
      const listener = (message) => {
        const command = TOLD.find((known) => known === message);
        if (command && !signal.aborted) callback(command);
      };
      chrome.runtime.onMessage.addListener(listener);
      signal.addEventListener("abort", () => {
        if (alive()) chrome.runtime.onMessage.removeListener(listener);
      });
    },
    onShared(callback, signal) {
      /** @param {Record<string, chrome.storage.StorageChange>} changes */
      const listener = (changes) => {
        const change = changes[SHARED_KEY];
        if (!change || signal.aborted) return;
        const shared = /** @type {Partial<Shared> | undefined} */ (change.newValue);
        callback({ ...NOTHING_SHARED, ...shared });
      };
      chrome.storage.local.onChanged.addListener(listener);
      signal.addEventListener("abort", () => {
        if (alive()) chrome.storage.local.onChanged.removeListener(listener);
      });
    },
  };
}

/**
 * False once the extension was updated or removed under this page: its copy here cannot be reached
 * any more.
 */
function alive() {
  return chrome.runtime?.id !== undefined;
}

/**
 * @template {Message} M
 * @param {M} message
 * @returns {Promise<Answers[M["kind"]] | Failure>}
 */
async function send(message) {
  try {
    const answer = await chrome.runtime.sendMessage(message);
    if (answer) return answer;
  } catch {
    // The worker is gone or the extension was updated: the same to the reader as no connection.
  }
  return { ok: false, code: "not-connected", message: "", hint: "" };
}
