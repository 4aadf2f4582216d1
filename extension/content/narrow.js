// @ts-check
/** How little of a text has to change for better words to stand in it. Pure. */

import { editOf } from "./spans.js";

/**
 * The part in which a replacement really differs from the text it replaces, on whole words: what
 * stays keeps its bold type and its links.
 *
 * @param {string} text the text of the field
 * @param {number} start
 * @param {number} end
 * @param {string} words what shall stand at [start, end)
 * @returns {{start: number, end: number, words: string}}
 */
export function narrow(text, start, end, words) {
  const old = text.slice(start, end);
  const { start: from, oldEnd, newEnd } = editOf(old, words);
  const head = old.slice(0, from).search(/\S*$/u);
  const between = endsWord(old, oldEnd) && endsWord(words, newEnd);
  const tail = between ? 0 : old.slice(oldEnd).search(/(?:\s|$)/u);
  return {
    start: start + head,
    end: start + oldEnd + tail,
    words: words.slice(head, newEnd + tail),
  };
}

/** @param {string} text @param {number} at */
function endsWord(text, at) {
  return /^\s?$/u.test(text.charAt(at - 1));
}
