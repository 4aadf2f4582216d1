// @ts-check
/** What a finding of the learned layer rests on: it is a likeness, and the card says so. */

import { build } from "./build.js";

/** @import { Placed, Port } from "../protocol.js" */

/**
 * @param {Document} document
 * @param {Port} port
 * @param {Placed} finding
 * @returns {HTMLElement | null} a sentence that the words resemble, the words that weighed most, and
 *   what found them; null for a rule of the lists
 */
export function likeness(document, port, finding) {
  if (finding.layer !== "learned" || !finding.similar) return null;
  const words = (finding.weights ?? []).map((one) => `\u201c${one.words}\u201d`).join(", ");
  const lines = [port.text("popover_similar_is", finding.similar)];
  if (words) lines.push(port.text("popover_similar_words", words));
  lines.push(port.text("popover_similar_note"));
  const told = lines.map((text) => build(document, "p", { text }));
  return build(document, "div", { class: "more" }, ...told);
}
