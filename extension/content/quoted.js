// @ts-check
/** The mail that a reply quotes: in webmail it often is the only place of the customer's words. */

import { isValueField, readField } from "./textmap.js";

/** What mail programs write above a mail that they quote. */
const ATTRIBUTION = /\bwrote:\s*$/iu;
const QUOTES = ".gmail_quote, blockquote";

/**
 * @param {HTMLElement} field
 * @returns {string} the mail that is answered, without what it quotes itself; empty where none is
 *   quoted as mail programs do it
 */
export function quotedIn(field) {
  return isValueField(field) ? quotedLines(field.value) : quotedBlock(field);
}

/**
 * @param {string} text
 * @returns {string}
 */
export function quotedLines(text) {
  const lines = text.split("\n");
  const from = lines.findIndex((line) => ATTRIBUTION.test(line));
  if (from < 0) return "";
  const quoted = [];
  for (const line of lines.slice(from + 1)) {
    const [, words] = /^ {0,3}> ?(.*)$/u.exec(line) ?? [];
    if (words === undefined && line.trim() !== "") break;
    if (words !== undefined && !words.startsWith(">") && !ATTRIBUTION.test(words)) {
      quoted.push(words);
    }
  }
  return quoted.join("\n").trim();
}

/** @param {HTMLElement} field */
function quotedBlock(field) {
  const found = field.querySelector(QUOTES);
  const block = found?.matches("blockquote") ? found : found?.querySelector("blockquote");
  if (!found || !block) return "";
  const isMail = block.matches("[type=cite]") || ATTRIBUTION.test(before(found, block));
  return isMail ? readField(/** @type {HTMLElement} */ (block)).text.trim() : "";
}

/**
 * @param {Element} found
 * @param {Element} block in `found`, or the same
 * @returns {string} the line above the quotation
 */
function before(found, block) {
  const inside = block.previousElementSibling?.textContent ?? "";
  return found === block ? inside || (block.previousSibling?.textContent ?? "") : inside;
}
