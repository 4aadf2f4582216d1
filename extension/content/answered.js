// @ts-check
/** What an answer makes of the state of a field. Pure. */

/** @import { Failure, Result } from "../protocol.js" */
/** @import { StateId } from "./states.js" */

/** Two versions that do not understand each other. */
const MISFITS = ["bad-request", "not-allowed"];
/** What has a state of its own name; of what is left nothing is known but that it did not work. */
const OWN = ["key-revoked", "not-enrolled", "no-permission", "version"];

/**
 * @param {Pick<Failure, "code">} failure of a check
 * @returns {StateId}
 */
export function stateOfFailure({ code }) {
  if (MISFITS.includes(code)) return "version";
  return OWN.includes(code) ? /** @type {StateId} */ (code) : "not-connected";
}

/**
 * @param {Result["status"]} status
 * @returns {StateId} "clear" stands for an answer whose findings decide
 */
export function stateOfAnswer(status) {
  if (status === "checked") return "clear";
  return status === "too-short" ? "ready" : status;
}
