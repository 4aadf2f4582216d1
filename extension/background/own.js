// @ts-check
/** The agent's own numbers, week by week. They never leave this browser. */

/** @import { DraftEvent, Week } from "../protocol.js" */
import * as keystore from "./keystore.js";

const MOST_WEEKS = 12;
const DAY_MS = 86_400_000;
/** @type {Partial<Record<DraftEvent["type"], "replies" | "shown" | "improved" | "kept">>} */
const COUNTED = {
  ended: "replies",
  shown: "shown",
  accepted: "improved",
  "edited-away": "improved",
  dismissed: "kept",
  reported: "kept",
};

/** @param {readonly DraftEvent[]} events */
export async function count(events) {
  await keystore.update("weeks", (weeks) => tally(weeks, events));
}

/** @returns {Promise<Week[]>} the newest last */
export async function list() {
  return (await keystore.read("weeks")) ?? [];
}

/**
 * @param {readonly Week[]} weeks
 * @param {readonly DraftEvent[]} events
 * @returns {Week[]} with the events in them
 */
export function tally(weeks, events) {
  const all = new Map(weeks.map((week) => [week.monday, { ...week }]));
  for (const { type, at } of events) {
    const name = COUNTED[type];
    if (!name) continue;
    const monday = mondayOf(at);
    const week = all.get(monday) ?? { monday, replies: 0, shown: 0, improved: 0, kept: 0 };
    all.set(monday, { ...week, [name]: week[name] + 1 });
  }
  return [...all.values()]
    .sort((a, b) => a.monday.localeCompare(b.monday))
    .slice(-MOST_WEEKS);
}

/**
 * @param {string} at ISO 8601
 * @returns {string} the day on which its week begins, as "2026-11-23"
 */
function mondayOf(at) {
  const day = Date.parse(at.slice(0, 10));
  const since = (new Date(day).getUTCDay() + 6) % 7;
  return new Date(day - since * DAY_MS).toISOString().slice(0, 10);
}
