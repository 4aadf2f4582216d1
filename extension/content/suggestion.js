// @ts-check
/** One suggestion as a button; the facts it still wants are shown as gaps. */

/** @import { Port, Suggestion } from "../protocol.js" */
import { build } from "./build.js";

/**
 * @param {Document} document
 * @param {Port} port
 * @param {Suggestion} suggestion
 * @param {string} [act] the word for taking it
 * @returns {HTMLButtonElement} pressing it is the caller's to handle
 */
export function suggestionButton(document, port, suggestion, act = port.text("popover_use")) {
  const words = build(document, "span", { class: "words" });
  if (suggestion.text === "") words.textContent = port.text("popover_leave_out");
  else words.append(...pieces(suggestion).map((piece) => show(document, port, piece)));
  const use = build(document, "span", { class: "use", text: act });
  return build(document, "button", { type: "button", class: "offer" }, words, use);
}

/**
 * The text of a suggestion cut at its slots.
 *
 * @param {Suggestion} suggestion
 * @returns {{text: string, slot: boolean}[]} in order; a slot's text comes without its braces
 */
export function pieces({ text, slots }) {
  /** @type {{text: string, slot: boolean}[]} */
  const found = [];
  let from = 0;
  for (const [start, end] of slots) {
    if (start > from) found.push({ text: text.slice(from, start), slot: false });
    found.push({ text: text.slice(start, end).replace(/^\{|\}$/g, ""), slot: true });
    from = end;
  }
  if (from < text.length) found.push({ text: text.slice(from), slot: false });
  return found;
}

/**
 * @param {Document} document
 * @param {Port} port
 * @param {{text: string, slot: boolean}} piece
 */
function show(document, port, { text, slot }) {
  if (!slot) return document.createTextNode(text);
  const gap = build(document, "span", { class: "gap", text: text.replace(/[_-]/g, " ") });
  gap.title = port.text("popover_gap", text);
  return gap;
}
