// @ts-check
/** Where the customer's message stands on the pages of a site, as the agent once showed it. */

import { readField } from "./textmap.js";

/** A server takes no longer conversation, in UTF-16 units. */
export const MOST_UNITS = 20_000;

/**
 * `selector` finds it; where several are found, `last` says which of them is the newest, and null
 * that only one was there when it was shown.
 * @typedef {{selector: string, last: boolean | null}} MessagePlace
 */

/**
 * @param {Document} document
 * @param {MessagePlace} place
 * @returns {string} empty where it is not there, or where several are and none is known as newest
 */
export function messageAt(document, { selector, last }) {
  const alike = shown(document, selector);
  if (alike.length > 1 && last === null) return "";
  const found = last ? alike.at(-1) : alike[0];
  return found ? messageIn(found) : "";
}

/** @param {Element} element */
export function messageIn(element) {
  const { text } = readField(/** @type {HTMLElement} */ (element));
  return text.trim().slice(0, MOST_UNITS).toWellFormed();
}

/** @param {Document} document @param {string} selector */
export function shown(document, selector) {
  return [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
}
