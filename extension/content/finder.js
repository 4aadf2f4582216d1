// @ts-check
/**
 * The customer's message on a page that no module describes. It is found only where the page
 * itself names the person who asks, and a message stands under that name. Everything else is unsure.
 */

import { readField } from "./textmap.js";

export { quotedIn } from "./quoted.js";

/** @import { Turn } from "../protocol.js" */

/** What helpdesks write before the name of the person who asks. */
const LABEL =
  /^(?:requester|requested by|requestor|customer|client|contact|reported by|reporter|submitted by|submitter|opened by|sender)\s*:?$/iu;
/** So many pieces of text are looked at: a page with more is not read. */
const MOST_PIECES = 20_000;
const LONGEST_NAME = 60;
/** One word may be anything: "Customer" stands above "Orders" as well. */
const NAME = /^(?=.*\p{L}{2})(?:\S+@\S+|\S+(?: \S+){1,5})$/u;
/** What stands in these names a part of the page, not an author. */
const TITLES = "h1, h2, h3, h4, h5, h6, legend, summary, nav, th, label, button";
/** A name that is spoken to or about is no author: "to Ruth", "replied to Ruth". */
const ADDRESSED = /(?:\b(?:to|cc|bcc|for|with|by|re|assigned|dear|hi|hello)|@)\s*:?\s*$/iu;
/** Not for the customer's eyes, as pages name it, in classes and in words. */
const INTERNAL = /\b(?:internal|private|note|comment by staff|staff only|hidden from)\b/iu;
/** Above the words of a message stand initials, a name, a time: little. In UTF-16 units. */
const HEAD_UNITS = 40;
const LEAST_UNITS = 15;
const LIKE_A_MESSAGE = "article, li, tr, section, [role=article], [role=listitem], div";

/**
 * @param {Document} document
 * @param {Element} field that the reply is written in
 * @returns {Turn[]} the customer's, in the order of time; empty where it is unsure
 */
export function turnsFound(document, field) {
  const pieces = piecesOf(document, field);
  const name = nameIn(pieces);
  if (!name) return [];
  /** @type {Map<Element, Turn>} */
  const turns = new Map();
  pieces.forEach((piece, at) => {
    if (piece.text !== name || ADDRESSED.test(pieces[at - 1]?.text ?? "")) return;
    const message = messageUnder(piece.node, name, field);
    if (message) turns.set(message.item, message.turn);
  });
  const found = [...turns.values()];
  // Several in an unknown order: which of them is answered?
  return found.length > 1 && found.some(({ at }) => !at) ? [] : found;
}

/**
 * @typedef {{node: Text, text: string}} Piece
 * @param {Document} document
 * @param {Element} field
 * @returns {Piece[]} the texts of the page in its order, but for those of the field
 */
function piecesOf(document, field) {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const pieces = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = (node.nodeValue ?? "").trim();
    if (text === "" || field.contains(node)) continue;
    if (/^(?:SCRIPT|STYLE|TEXTAREA|NOSCRIPT)$/u.test(node.parentElement?.tagName ?? "")) continue;
    pieces.push({ node: /** @type {Text} */ (node), text });
    if (pieces.length > MOST_PIECES) return [];
  }
  return pieces;
}

/**
 * @param {readonly Piece[]} pieces
 * @returns {string} who asks; empty where the page does not say it, or names several
 */
function nameIn(pieces) {
  const names = new Set();
  pieces.forEach(({ node, text }, at) => {
    if (!LABEL.test(text) || !node.parentElement?.checkVisibility()) return;
    const named = pieces[at + 1]?.text ?? "";
    if (named.length <= LONGEST_NAME && NAME.test(named)) names.add(named);
  });
  return names.size === 1 ? [...names][0] : "";
}

/**
 * @param {Text} author
 * @param {string} name
 * @param {Element} field
 * @returns {{item: Element, turn: Turn} | null} null where the name heads no message
 */
function messageUnder(author, name, field) {
  const head = author.parentElement;
  if (!head?.checkVisibility() || head.closest(TITLES)) return null;
  let item = head.closest(LIKE_A_MESSAGE);
  while (item && item !== field.ownerDocument.body && !item.contains(field)) {
    const body = bodyOf(item, head);
    if (body) return headed(item, body, name);
    item = item.parentElement?.closest(LIKE_A_MESSAGE) ?? null;
  }
  return null;
}

/**
 * @param {Element} item
 * @param {Element} body
 * @param {string} name
 */
function headed(item, body, name) {
  const text = readField(/** @type {HTMLElement} */ (body)).text.trim();
  const whole = readField(/** @type {HTMLElement} */ (item)).text;
  const above = whole.slice(0, whole.indexOf(text.slice(0, LEAST_UNITS)));
  const isHeaded = above.trim().indexOf(name) >= 0 && above.indexOf(name) <= HEAD_UNITS;
  // What is said under another name, or not for the customer, is none of theirs.
  if (!isHeaded || ADDRESSED.test(above.slice(0, above.indexOf(name)))) return null;
  if (INTERNAL.test(above) || isInternal(item)) return null;
  const at = item.querySelector("time[datetime]")?.getAttribute("datetime");
  /** @type {Turn} */
  const turn = { author: "customer", text, ...(at && { at }) };
  return { item, turn };
}

/**
 * @param {Element} item
 * @param {Element} head
 * @returns {Element | null} the longest part of the item beside its head; null where the item holds
 *   no message, or several
 */
function bodyOf(item, head) {
  const parts = [];
  for (let node = head; node !== item; node = /** @type {Element} */ (node.parentElement)) {
    for (let next = node.nextElementSibling; next; next = next.nextElementSibling) {
      if (next.checkVisibility() && !next.matches("button, form, nav, time")) parts.push(next);
    }
  }
  const lengths = parts.map((part) => (part.textContent ?? "").trim().length);
  const longest = Math.max(0, ...lengths);
  if (longest < LEAST_UNITS) return null;
  const body = parts[lengths.indexOf(longest)] ?? null;
  return body?.querySelector("time, form, textarea, [contenteditable=true]") ? null : body;
}

/** @param {Element} item */
function isInternal(item) {
  const named = [item, ...item.querySelectorAll("*")].some((one) =>
    INTERNAL.test((one.getAttribute("class") ?? "").replaceAll(/[-_]/gu, " ")),
  );
  return named || INTERNAL.test(item.getAttribute("aria-label") ?? "");
}
