// @ts-check
/** How the draft stands, in the few numbers that the badge shows. Pure. */

/** @import { Advice, Placed, Severity } from "../protocol.js" */
/** @import { Counts } from "./badge.js" */
/** @import { StateId } from "./states.js" */
import { isPlaced } from "./spans.js";

/** What one piece of advice takes off the score. @type {Record<Severity, number>} */
const POINTS = { high: 25, medium: 10, low: 4, info: 0 };

/**
 * @param {{
 *   score: number | null,
 *   advice: readonly Advice[],
 *   seen: readonly Placed[],
 *   missing?: number,
 *   gaps?: number,
 *   isDismissed: (finding: Advice) => boolean,
 *   isMuted: (rule: string) => boolean,
 *   waits: (finding: Advice) => boolean,
 * }} draft `score` is the server's, `seen` is what is drawn of the advice, `missing` counts what
 *   the draft lacks and is time to tell, `gaps` are facts that suggestions left to be filled in
 * @returns {{state: StateId, counts: Partial<Counts>}} the points of what was dismissed or muted,
 *   or is pending, are given back
 */
export function summaryOf(draft) {
  const { score, advice, seen, missing = 0, gaps = 0, isDismissed, isMuted, waits } = draft;
  const muted = advice.filter(({ rule }) => isMuted(rule));
  const hides = (/** @type {Advice} */ one) => isDismissed(one) || isMuted(one.rule) || waits(one);
  const back = advice.filter(hides).reduce((sum, { points }) => sum + points, 0);
  // The server takes nothing off for what is pending; told early, it costs the same as later.
  const due = advice
    .filter((one) => one.pending && !isPlaced(one) && !hides(one))
    .reduce((sum, { severity }) => sum + POINTS[severity], 0);
  /** @param {Severity[]} severities */
  const count = (...severities) =>
    seen.filter(({ severity }) => severities.includes(severity)).length;
  const quiet = muted.length > 0 ? "muted" : advice.some(waits) ? "pending" : "clear";
  return {
    state: seen.length > 0 ? "findings" : gaps > 0 ? "gaps" : missing > 0 ? "missing" : quiet,
    counts: {
      gaps,
      missing,
      score: score === null ? null : Math.max(0, Math.min(100, score + back) - due),
      high: count("high"),
      medium: count("medium"),
      low: count("low", "info"),
    },
  };
}
