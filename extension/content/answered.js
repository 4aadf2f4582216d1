// @ts-check
/** What an answer makes of the state of a field. Pure. */

/** @import { Failure, Result } from "../protocol.js" */
/** @import { StateId } from "./states.js" */

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
  "reports-full": "version",
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
