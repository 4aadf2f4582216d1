// @ts-check
/** What the worker does with each kind of message. */

/** @import { Answers, Failure, Kind, Message, MessageOf } from "../protocol.js" */
import { choiceFor } from "../protocol.js";
import { hostOf, parseSite } from "../address.js";
import { check, record, test } from "./checking.js";
import { connection, disconnect, enroll, ticketOf } from "./enroll.js";
import { failure } from "./failure.js";
import * as keystore from "./keystore.js";
import * as own from "./own.js";
import { readPreset } from "./preset.js";
import * as promises from "./promises.js";
import * as reports from "./reports.js";
import { SENDERS } from "./senders.js";
import * as shared from "./shared.js";
import * as sites from "./sites.js";

/** @typedef {chrome.runtime.MessageSender} Sender */

/**
 * @typedef {{[K in Kind]: (message: MessageOf<K>, sender: Sender) =>
 *   Promise<Answers[K] | Failure>}} Handlers
 */

/** @satisfies {{ok: true}} */
const OK = { ok: true };

/** @type {Handlers} */
export const handlers = {
  check,
  async events({ events }) {
    await Promise.all([record(events), own.count(events)]);
    return OK;
  },
  async state({ host }, sender) {
    const peer = await connection();
    const { sites: choices, ...rest } = await shared.read();
    const hosts = hostsOf(host, sender);
    return { ...OK, ...rest, enrolled: !("ok" in peer), site: choiceFor(choices, hosts), hosts };
  },
  async mute({ rule }) {
    await shared.update(({ muted }) => ({ muted: [...new Set([...muted, rule])] }));
    return OK;
  },
  async unmute({ rule }) {
    await shared.update(({ muted }) => ({ muted: muted.filter((other) => other !== rule) }));
    return OK;
  },
  async pause({ until }) {
    await shared.update(() => ({ paused_until: until }));
    return OK;
  },
  async site({ host, on }) {
    const named = hostOf(`https://${host}`);
    if (named === null) return failure("bad-address");
    if (on && !(await sites.isPermitted(named))) return failure("no-permission", named);
    await sites.choose(named, on ? "on" : "off");
    return OK;
  },
  async arrange({ host, arrangement }) {
    const named = hostOf(`https://${host}`);
    if (named === null) return failure("bad-address");
    await shared.update(({ arranged }) => ({
      arranged: { ...arranged, [named]: { ...arranged[named], ...arrangement } },
    }));
    return OK;
  },
  async told({ revision }) {
    await shared.update(({ told }) => ({ told: Math.max(told ?? 0, revision) }));
    return OK;
  },
  async options() {
    await chrome.runtime.openOptionsPage();
    return OK;
  },
  async enroll(message) {
    const answer = await enroll(ticketOf(message));
    if (!answer.ok) return answer;
    await forgetTeam();
    await sites.sync();
    return answer;
  },
  test,
  async grant({ origin }) {
    const site = parseSite(origin);
    if (site === null) return failure("bad-address");
    if (!(await chrome.permissions.contains({ origins: [site.pattern] }))) {
      return failure("no-permission", site.host);
    }
    await sites.choose(site.host, "on");
    return OK;
  },
  async connection() {
    const peer = await keystore.read("connection");
    const { settings } = await shared.read();
    const server = peer && peer.server;
    const suggested = await suggestions();
    return { ...OK, server, enrolled: peer !== null, team: settings?.team.name ?? null, suggested };
  },
  async disconnect() {
    await disconnect();
    await forgetTeam();
    return OK;
  },
  async compose({ report }) {
    await reports.compose(report);
    return OK;
  },
  composed: reports.composed,
  report: ({ report }) => reports.send(report),
  reports: reports.list,
  async promised({ days }, { tab }) {
    await promises.add(days, tab?.url);
    return OK;
  },
  promises: async () => ({ ...OK, promises: await promises.list() }),
  async settle({ id }) {
    await promises.settle(id);
    return OK;
  },
  own: async () => ({ ...OK, weeks: await own.list() }),
};

/** Events that wait, and receipts, belong to the team that was connected. */
async function forgetTeam() {
  await keystore.forget("events");
  await keystore.forget("reports");
}

/**
 * @param {string} host what the frame says of itself
 * @param {Sender} sender
 * @returns {string[]} the frame's host, then the tab's; a sandboxed frame has none of its own
 */
function hostsOf(host, { origin, url, tab }) {
  const own = hostOf(origin ?? url) ?? hostOf(`https://${host}`);
  const found = [origin === "null" ? null : own, hostOf(tab?.url)];
  return [...new Set(found.filter((name) => name !== null))];
}

/** @returns {Promise<string[]>} origins that the team named and the browser does not permit yet */
async function suggestions() {
  const { sites: named = [] } = await readPreset();
  const missing = await Promise.all(
    named.map(async (text) => {
      const site = parseSite(text);
      if (site === null) return [];
      const has = await chrome.permissions.contains({ origins: [site.pattern] });
      return has ? [] : [site.origin];
    }),
  );
  return missing.flat();
}

/**
 * @param {Message} message as it came: from a page, or from a script in a web page
 * @param {Sender} sender
 * @returns {Promise<Answers[Kind] | Failure>}
 */
export async function answer(message, sender) {
  const handler = Object.hasOwn(handlers, message.kind) && handlers[message.kind];
  if (!handler) return failure("bad-request");
  const fromPage = sender.url?.startsWith(chrome.runtime.getURL("")) ?? false;
  if (SENDERS[message.kind] === "page" && !fromPage) return failure("not-allowed");
  return /** @type {(message: Message, sender: Sender) => Promise<Answers[Kind] | Failure>} */ (
    handler
  )(message, sender);
}
