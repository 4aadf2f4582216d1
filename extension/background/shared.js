// @ts-check
/** What content scripts may know, in `storage.local`, where they follow its changes. */

/** @import { Shared } from "../protocol.js" */
import { NOTHING_SHARED, SHARED_KEY } from "../protocol.js";
import { createTurns } from "./inturn.js";

const inTurn = createTurns();

/** @returns {Promise<Shared>} */
export async function read() {
  const stored = await chrome.storage.local.get(SHARED_KEY);
  return { ...NOTHING_SHARED, .../** @type {Partial<Shared>} */ (stored[SHARED_KEY] ?? {}) };
}

/**
 * @param {(shared: Shared) => Partial<Shared>} change from what is stored to what is new in it
 * @returns {Promise<Shared>} what is stored now
 */
export function update(change) {
  return inTurn(async () => {
    const before = await read();
    const after = { ...before, ...change(before) };
    await chrome.storage.local.set({ [SHARED_KEY]: after });
    return after;
  });
}
