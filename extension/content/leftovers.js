// @ts-check
/**
 * What a template left in the draft: `{{name}}`, `[DATE]`, XXX. Found in the field's own text, as
 * slots are, so that it is seen with no server. The server's check C33 finds the same.
 */

import { openSlots } from "./slots.js";

/** @import { Slot } from "./slots.js" */

const BRACES = /\{\{[^{}\n]{0,200}\}\}/gu;
const BRACKETS = /\[[^[\]\n]{2,40}\](?!\()/gu;
/** No size, no hidden digits of a card. */
const CROSSES = /(?<![\p{L}\p{N}_*-])(?<!X )(?<!\d )X{3,}(?![\p{L}\p{N}_*-])(?! ?[\dX])/gu;
/** In brackets these are gaps to fill; the same words as in lists/checks/C33.toml. */
export const GAPS = new Set(
  ("name firstname lastname surname customer client agent insert placeholder tbd " +
    "todo number date time amount product item company address link url reference " +
    "reason"
  ).split(" "),
);
/** Code, and somebody else's words below the reply. */
const NOT_SENT =
  /```[\s\S]*?(?:```|$)|`[^`\n]{1,200}`|^[ \t]{0,8}>.*$|^[ \t]{0,8}On\b[^\n]{1,200}\bwrote:[ \t]*$[\s\S]*/gmu;

/**
 * @param {string} text
 * @param {() => string} heard the customer's message: what stands there is no leftover; asked for
 *   only where there may be one
 * @returns {Slot[]} in the order of the text
 */
export function leftovers(text, heard) {
  if (!/\{\{|\[|XXX/u.test(text)) return [];
  const sent = text.replace(NOT_SENT, (part) => " ".repeat(part.length));
  const customer = heard();
  const braces = customer.includes("{{") ? [] : [...sent.matchAll(BRACES)];
  const brackets = [...sent.matchAll(BRACKETS)].filter(
    ([bracketed]) => !customer.includes(bracketed) && isGap(bracketed),
  );
  return [...braces, ...sent.matchAll(CROSSES), ...brackets]
    .map(({ 0: found, index }) => ({ start: index, end: index + found.length }))
    .sort((a, b) => a.start - b.start);
}

/**
 * @param {string} bracketed
 * @returns {boolean} whether the words in brackets say what belongs there: [NAME], [order number]
 */
function isGap(bracketed) {
  if (/\d/u.test(bracketed)) return false;
  const words = bracketed.toLowerCase().match(/\p{L}+/gu) ?? [];
  const isUpper = bracketed === bracketed.toUpperCase();
  return words.some((word, at) => GAPS.has(word) && (isUpper || at === 0 || at === words.length - 1));
}

/**
 * @param {string} text
 * @param {() => string} heard as in `leftovers`
 * @returns {Slot[]} all that still wants a fact: slots of suggestions and leftovers of templates
 */
export function openGaps(text, heard) {
  return [...openSlots(text), ...leftovers(text, heard)].sort((a, b) => a.start - b.start);
}
