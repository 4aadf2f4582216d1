// @ts-check
/** Whether drafts on this page are checked, and if not, why not. */

import { choiceFor, NOTHING_SHARED } from "../protocol.js";
import { ownedBy } from "./mail.js";

/** @import { Arrangement, Port, Settings, Severity, SiteChoice } from "../protocol.js" */
/** @import { StateId } from "./states.js" */

/** Until the settings of a team are known. */
const PAUSE_MS = 250;
const SHOW_FROM = "medium";
const MAX_UNITS = 100_000;

/**
 * What the worker knows about this page.
 * @typedef {{
 *   enrolled: boolean,
 *   paused_until: number | null,
 *   site: SiteChoice,
 *   muted: readonly string[],
 *   arranged: Readonly<Record<string, Arrangement>>,
 *   told: number | null,
 *   settings: Pick<
 *     Settings, "pause_ms" | "show_from" | "max_units" | "guarded" | "domains" | "lists"
 *   > | null,
 * }} Known
 */

/**
 * Asks once and follows the changes; never asks again.
 *
 * @param {{port: Port, signal: AbortSignal, changed: () => void}} options
 */
export async function followStanding({ port, signal, changed }) {
  const { hostname } = location;
  /** @type {Known} */
  let known = { ...NOTHING_SHARED, enrolled: true, site: "on" };
  /** @type {readonly string[]} */
  let hosts = [hostname];

  port.onShared((shared) => {
    known = { ...shared, site: choiceFor(shared.sites, hosts) };
    changed();
  }, signal);
  const answer = await port.send({ kind: "state", host: hostname });
  if (answer.ok) {
    hosts = answer.hosts;
    known = answer;
  }

  return {
    /** The frame's own host, or that of its tab where it has none. */
    host: hosts[0] ?? hostname,
    /** @returns {StateId | null} null when drafts are checked */
    reason: () => reasonOf(known, Date.now()),
    /** @param {string} rule */
    isMuted: (rule) => known.muted.includes(rule),
    /** What the agent arranged on this site. @returns {Arrangement} */
    arrangement: () => known.arranged[hosts[0] ?? hostname] ?? {},
    /** @param {string} address */
    isOurs: (address) => ownedBy(known.settings?.domains ?? [])(address),
    /** Whether the team wants it asked about before a reply goes out. @param {string} category */
    guards: (category) => known.settings?.guarded?.includes(category) ?? false,
    shared: () => known,
    /** In ms, without typing, before a draft is checked. */
    pauseMs: () => known.settings?.pause_ms ?? PAUSE_MS,
    /** @returns {Severity} the weakest that is drawn */
    showFrom: () => known.settings?.show_from ?? SHOW_FROM,
    maxUnits: () => known.settings?.max_units ?? MAX_UNITS,
  };
}

/** @typedef {Awaited<ReturnType<typeof followStanding>>} Standing */

/**
 * @param {Pick<Known, "enrolled" | "paused_until" | "site">} known
 * @param {number} now in ms since 1970
 * @returns {StateId | null}
 */
export function reasonOf({ enrolled, paused_until, site }, now) {
  if (!enrolled) return "not-enrolled";
  if (site === "off") return "off-here";
  return paused_until !== null && now < paused_until ? "paused" : null;
}
