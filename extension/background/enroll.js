// @ts-check
/** From an enrollment code to a key. */

/** @import { Answers, Failure, Settings, SiteChoice } from "../protocol.js" */
/** @import { Connection } from "./keystore.js" */
import { isLoopback, parseLink, parseServer, parseSite } from "../address.js";
import { failure } from "./failure.js";
import * as keystore from "./keystore.js";
import { readPreset } from "./preset.js";
import { ask } from "./server.js";
import * as shared from "./shared.js";

/** @typedef {{server: string, code: string}} Ticket */

/**
 * @param {{link: string} | Ticket} message
 * @returns {Ticket | null} null where it is no connect link, or no address of a server
 */
export function ticketOf(message) {
  if ("link" in message) return parseLink(message.link);
  const server = parseServer(message.server);
  const code = message.code.trim();
  return server === null || code === "" ? null : { server, code };
}

/**
 * @param {Ticket | null} ticket
 * @returns {Promise<Answers["enroll"] | Failure>} the key stays in the keystore; an earlier one is
 *   replaced only by a new one
 */
export async function enroll(ticket) {
  if (ticket === null) return failure("bad-address");
  const { server, code } = ticket;
  const site = parseSite(server);
  if (site === null) return failure("bad-address");
  if (!(await chrome.permissions.contains({ origins: [site.pattern] }))) {
    return failure("no-permission", site.host);
  }
  /** @type {{ok: true, body: {key: string, settings: Settings}} | Failure} */
  const answer = await ask({ server }, { method: "POST", path: "/api/v1/enroll", body: { code } });
  if (!answer.ok) return answer;
  const { key, settings } = answer.body;
  await keystore.write("connection", { server, key });
  /** @type {Record<string, SiteChoice>} */
  const off = (await isServerOnly(site.host)) ? { [site.host]: "off" } : {};
  await shared.update(({ sites }) => ({
    enrolled: true,
    enrolled_at: Date.now(),
    settings,
    told: settings.lists?.revision ?? null,
    sites: { ...off, ...sites },
  }));
  return { ok: true, server, settings };
}

/**
 * A server was permitted to be asked, not to be read: its own pages are no site until they are
 * switched on. On this computer they are the demo.
 *
 * @param {string} host
 */
async function isServerOnly(host) {
  const { sites = [] } = await readPreset();
  return !isLoopback(host) && !sites.some((named) => parseSite(named)?.host === host);
}

/** @type {Promise<Failure | null> | null} */
let byPreset = null;

/**
 * The connection, made from the preset's code where there is none yet. A code is tried until the
 * server has answered for it, and never again: an agent who disconnects stays so.
 *
 * @returns {Promise<Connection | Failure>}
 */
export async function connection() {
  const known = await keystore.read("connection");
  if (known !== null) return known;
  byPreset ??= enrollByPreset().finally(() => (byPreset = null));
  const refused = await byPreset;
  return (await keystore.read("connection")) ?? refused ?? failure("not-enrolled");
}

/** @returns {Promise<Failure | null>} null where the preset names no new code, or it worked */
async function enrollByPreset() {
  const { server, code } = await readPreset();
  if (!server || !code || (await keystore.read("spent")) === code) return null;
  const answer = await enroll(ticketOf({ server, code }));
  if (answer.ok || answer.code === "bad-code") await keystore.write("spent", code);
  return answer.ok ? null : answer;
}

/** Forgets the key. The server lets it lapse. */
export async function disconnect() {
  await keystore.forget("connection");
  await shared.update(() => ({ enrolled: false, settings: null, told: null }));
}
