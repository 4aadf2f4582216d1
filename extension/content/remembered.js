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

/** Enough for a page to tell its messages from its margins. */
const MOST_STEPS = 6;
/** Names that a person chose. What a build tool makes up changes with the next build. */
const STABLE = /^[a-z][a-z]*(?:[-_]{1,2}[a-z]+){0,5}$/iu;
/** What an element is at the moment, not what it is. */
const PASSING =
  /(?:^|[-_])(?:active|current|selected|focus|focused|hover|open|opened|closed|first|last|even|odd|new|unread|read|visible|hidden|collapsed|expanded|loading|is)(?:$|[-_])/iu;
const ATTRIBUTES = ["data-test-id", "data-testid", "data-author", "data-type", "itemprop", "role"];

/**
 * @param {Element} element that the agent showed
 * @returns {MessagePlace | null} null where nothing tells it from the messages of others: then it
 *   counts for this draft only
 */
export function placeOf(element) {
  const document = element.ownerDocument;
  let [named, bare] = ["", ""];
  /** @type {Element | null} */
  let node = element;
  for (let step = 0; node && node !== document.body && step < MOST_STEPS; step += 1) {
    named = named ? `${nameOf(node)} > ${named}` : nameOf(node);
    bare = bare ? `${tagOf(node)} > ${bare}` : tagOf(node);
    node = node.parentElement;
  }
  if (!named) return null;
  const alike = shown(document, named);
  if (alike.length === 1) return { selector: named, last: null };
  // Without a name that others lack, an answer of ours looks like a message of the customer.
  if (shown(document, bare).length === alike.length) return null;
  const at = alike.indexOf(element);
  return at === 0 || at === alike.length - 1 ? { selector: named, last: at > 0 } : null;
}

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
function shown(document, selector) {
  return [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
}

/** @param {Element} element */
const tagOf = (element) => CSS.escape(element.localName);

/** @param {Element} element */
function nameOf(element) {
  const classes = [...element.classList]
    .filter((name) => STABLE.test(name) && !PASSING.test(name))
    .map((name) => `.${CSS.escape(name)}`);
  const attributes = ATTRIBUTES.flatMap((name) => {
    const value = element.getAttribute(name);
    return value && STABLE.test(value) ? [`[${name}="${CSS.escape(value)}"]`] : [];
  });
  return [tagOf(element), ...classes, ...attributes].join("");
}
