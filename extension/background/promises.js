// @ts-check
/** What the agent promised in replies that went out, and by when. It never leaves this browser. */

/** @import { Promised } from "../protocol.js" */
import * as keystore from "./keystore.js";

/** So long after its day a promise is shown, in days. */
const SHOWN_DAYS = 30;
const MOST_KEPT = 200;
const DAY_MS = 86_400_000;

/**
 * @param {readonly string[]} days by which something was promised, as "2026-11-27"
 * @param {string | undefined} url of the ticket; without one there is nothing to come back to
 */
export async function add(days, url) {
  if (!url || !/^https?:/.test(url)) return;
  await keep((known) => {
    const made = days.map((day) => ({ id: crypto.randomUUID(), day, url }));
    const isNew = (/** @type {Promised} */ one) =>
      !known.some(({ day, url: other }) => day === one.day && other === one.url);
    return [...known, ...made.filter(isNew)];
  });
}

/** @returns {Promise<Promised[]>} the next one first */
export async function list() {
  const known = (await keystore.read("promises")) ?? [];
  return known.sort((a, b) => a.day.localeCompare(b.day));
}

/** @param {string} id of what was kept, or does not matter any more */
export async function settle(id) {
  await keep((known) => known.filter((one) => one.id !== id));
}

/** @param {(known: Promised[]) => Promised[]} change */
async function keep(change) {
  const oldest = new Date(Date.now() - SHOWN_DAYS * DAY_MS).toISOString().slice(0, 10);
  await keystore.update("promises", (known) =>
    change(known).filter(({ day }) => day >= oldest).slice(-MOST_KEPT),
  );
}
