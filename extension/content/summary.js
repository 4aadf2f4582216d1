// @ts-check
/** How the draft stands, in the few numbers that the badge shows. Pure. */

/** @import { Failure, Finding, Result, Severity } from "../protocol.js" */
/** @import { Counts } from "./badge.js" */
/** @import { StateId } from "./states.js" */

/**
 * @param {{
 *   score: number | null,
 *   findings: readonly Finding[],
 *   seen: readonly Finding[],
 *   gaps?: number,
 *   isDismissed: (finding: Finding) => boolean,
 *   isMuted: (rule: string) => boolean,
 *   waits: (finding: Finding) => boolean,
 * }} draft `score` is the server's, `seen` is what is drawn of the findings, `gaps` are facts that
 *   suggestions left to be filled in
 * @returns {{state: StateId, counts: Partial<Counts>}} the points of what was dismissed or muted,
 *   or is pending, are given back
 */
export function summaryOf({ score, findings, seen, gaps = 0, isDismissed, isMuted, waits }) {
  const muted = findings.filter(({ rule }) => isMuted(rule));
  const back = findings
    .filter((finding) => isDismissed(finding) || isMuted(finding.rule) || waits(finding))
    .reduce((sum, { points }) => sum + points, 0);
  /** @param {Severity[]} severities */
  const count = (...severities) =>
    seen.filter(({ severity }) => severities.includes(severity)).length;
  const quiet = muted.length > 0 ? "muted" : findings.some(waits) ? "pending" : "clear";
  return {
    state: seen.length > 0 ? "findings" : gaps > 0 ? "gaps" : quiet,
    counts: {
      gaps,
      score: score === null ? null : Math.min(100, score + back),
      high: count("high"),
      medium: count("medium"),
      low: count("low", "info"),
    },
  };
}

/** @type {Record<Failure["code"], StateId>} */
const STATE_OF_FAILURE = {
  "not-connected": "not-connected",
  "key-revoked": "key-revoked",
  "not-enrolled": "not-enrolled",
  "no-permission": "no-permission",
  version: "version",
  // Two versions that do not understand each other.
  "bad-request": "version",
  "not-allowed": "version",
  "bad-code": "not-enrolled",
  "bad-address": "not-enrolled",
};

/**
 * @param {Failure} failure
 * @returns {StateId}
 */
export function stateOfFailure({ code }) {
  return STATE_OF_FAILURE[code] ?? "not-connected";
}

/**
 * @param {Result["status"]} status
 * @returns {StateId} "clear" stands for an answer whose findings decide
 */
export function stateOfAnswer(status) {
  if (status === "checked") return "clear";
  return status === "too-short" ? "ready" : status;
}
