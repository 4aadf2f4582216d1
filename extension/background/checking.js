// @ts-check
/** A check, and what an answered check brings along: new settings, and a way out for events. */

/** @import { Answers, CheckMessage, Failure } from "../protocol.js" */
/** @import { DraftEvent, Result, Settings } from "../wire.js" */
/** @import { Connection } from "./keystore.js" */
import { connection } from "./enroll.js";
import * as keystore from "./keystore.js";
import { createQueue } from "./queue.js";
import { ask } from "./server.js";
import * as shared from "./shared.js";

const queue = createQueue({
  read: async () => (await keystore.read("events")) ?? [],
  update: (change) => keystore.update("events", change),
});

/**
 * @param {CheckMessage} message
 * @returns {Promise<Answers["check"] | Failure>}
 */
export async function check({ text, context, host }) {
  const peer = await connection();
  if ("ok" in peer) return peer;
  /** @type {{ok: true, body: Result} | Failure} */
  const answer = await ask(peer, {
    method: "POST",
    path: "/api/v1/check",
    body: { text, context, host, now: localTime(new Date()) },
  });
  if (!answer.ok) return answer;
  void follow(peer, answer.body.settings);
  void queue.flush((events) =>
    ask(peer, { method: "POST", path: "/api/v1/events", body: { events } }),
  );
  return { ok: true, result: answer.body };
}

/**
 * @param {Date} now
 * @returns {string} ISO 8601 with the offset of this place: "tomorrow" is the agent's
 */
export function localTime(now) {
  const ahead = -now.getTimezoneOffset();
  const two = (/** @type {number} */ part) => String(Math.trunc(part)).padStart(2, "0");
  const offset = `${ahead < 0 ? "-" : "+"}${two(Math.abs(ahead) / 60)}:${two(Math.abs(ahead) % 60)}`;
  return new Date(now.getTime() + ahead * 60_000).toISOString().slice(0, 19) + offset;
}

/** @param {readonly DraftEvent[]} events */
export function record(events) {
  return queue.add(events);
}

/**
 * Gets the settings again when an answer names others than the known ones.
 *
 * @param {Connection} peer
 * @param {string} etag
 */
async function follow(peer, etag) {
  const { settings } = await shared.read();
  if (settings?.etag !== etag) await fetchSettings(peer);
}

/**
 * @param {Connection} peer
 * @returns {Promise<{ok: true, body: Settings} | Failure>}
 */
async function fetchSettings(peer) {
  /** @type {{ok: true, body: Settings} | Failure} */
  const answer = await ask(peer, { method: "GET", path: "/api/v1/settings" });
  if (!answer.ok) return answer;
  const settings = answer.body;
  // Lists that were there before anything was known of them are no news.
  await shared.update(({ told }) => ({ settings, told: told ?? settings.lists?.revision ?? null }));
  return answer;
}

/** @returns {Promise<Answers["test"] | Failure>} */
export async function test() {
  const peer = await connection();
  if ("ok" in peer) return peer;
  const answer = await fetchSettings(peer);
  return answer.ok ? { ok: true, server: peer.server, settings: answer.body } : answer;
}
