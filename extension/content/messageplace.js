// @ts-check
/** From the message that the agent shows on a page to the place where the next one is found. */

import { shown } from "./remembered.js";

/** @import { MessagePlace } from "./remembered.js" */

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
