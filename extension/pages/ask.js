// @ts-check
/** A page's line to the worker. */

/** @import { Answers, Failure, Message } from "../protocol.js" */

/**
 * @template {Message} M
 * @param {M} message
 * @returns {Promise<Answers[M["kind"]] | Failure>}
 */
export function send(message) {
  return chrome.runtime.sendMessage(message);
}

/**
 * Asks the agent through the browser. Has to be the first thing after a press: Firefox forgets the
 * press at the first wait.
 *
 * @param {string[]} patterns
 * @returns {Promise<boolean>} whether all are permitted now
 */
export function permit(patterns) {
  return chrome.permissions.request({ origins: patterns });
}
