// @ts-check
/** Failures with their sentences for people. */

/** @import { Failure, FailureCode } from "../protocol.js" */

/**
 * @param {FailureCode} code
 * @param {string} [named] what the sentence names: a server, a host
 * @returns {Failure}
 */
export function failure(code, named = "") {
  return say(code, code.replaceAll("-", "_"), named);
}

/**
 * Something answers at the address, but it is a portal or another program.
 *
 * @param {string} server
 * @returns {Failure}
 */
export function notUnruffle(server) {
  return say("not-connected", "not_unruffle", server);
}

/**
 * @param {FailureCode} code
 * @param {string} name of the messages
 * @param {string} named
 * @returns {Failure}
 */
function say(code, name, named) {
  const message = chrome.i18n.getMessage(`failure_${name}`, [named]);
  const hint = chrome.i18n.getMessage(`failure_${name}_hint`, [named]);
  return { ok: false, code, message, hint };
}
