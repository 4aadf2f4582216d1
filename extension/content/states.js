// @ts-check
/** What the badge can say: every state with its face, its words and the way out of it. */

/** @import { Message } from "../protocol.js" */

/**
 * The shapes of the badge. `same` keeps the shape that is shown: a check that takes a moment is
 * no news.
 * @typedef {"ring" | "check" | "filled" | "pause" | "dash" | "broken" | "same"} Face
 */

/**
 * `words` and `recovery` are names of messages; `action` is the name of the message on the button,
 * or null where there is nothing to press.
 * @typedef {{face: Face, words: string, recovery: string | null, action: string | null}} State
 */

/** @typedef {keyof typeof STATES} StateId */

/** @satisfies {Record<string, State>} */
export const STATES = {
  ready: state("ring", "state_ready", null),
  checking: state("same", "state_checking", null),
  clear: state("check", "state_clear", null),
  findings: state("filled", "state_findings", "recovery_findings", "action_next"),
  gaps: state("ring", "state_gaps", "recovery_gaps"),
  missing: state("ring", "state_missing", "recovery_missing", "action_panel"),
  pending: state("check", "state_pending", "recovery_pending"),
  "off-here": state("pause", "state_off_here", "recovery_off_here", "action_switch_on"),
  paused: state("pause", "state_paused", "recovery_paused", "action_resume"),
  muted: state("check", "state_muted", "recovery_muted"),
  "on-request": state("dash", "state_on_request", "recovery_on_request", "action_check"),
  "not-english": state("dash", "state_not_english", "recovery_not_english"),
  "too-long": state("dash", "state_too_long", "recovery_too_long"),
  "not-connected": state("broken", "state_not_connected", "recovery_not_connected", "action_retry"),
  "key-revoked": state("broken", "state_key_revoked", "recovery_key_revoked", "action_options"),
  "not-enrolled": state("broken", "state_not_enrolled", "recovery_not_enrolled", "action_options"),
  version: state("broken", "state_version", "recovery_version", "action_retry"),
  "no-permission": state("broken", "state_no_permission", "recovery_no_permission"),
  unreadable: state("dash", "state_unreadable", "recovery_unreadable"),
};

/**
 * @param {Face} face
 * @param {string} words
 * @param {string | null} recovery
 * @param {string | null} [action]
 * @returns {State}
 */
function state(face, words, recovery, action = null) {
  return { face, words, recovery, action };
}

/**
 * What to send to the worker when the action of a state is pressed.
 *
 * @param {StateId} id
 * @param {string} host of the page
 * @returns {Message | null} null where the field itself acts: it checks again or goes to the next
 *   finding
 */
export function recoveryMessage(id, host) {
  switch (id) {
    case "off-here":
      return { kind: "site", host, on: true };
    case "paused":
      return { kind: "pause", until: null };
    case "key-revoked":
    case "not-enrolled":
      return { kind: "options" };
    default:
      return null;
  }
}
