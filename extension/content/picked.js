// @ts-check
/** Words that the agent selects on the page beside the reply: they may be the customer's. */

import { MOST_UNITS } from "./remembered.js";

/**
 * @param {{element: HTMLElement, signal: AbortSignal, changed: () => void}} options `changed` is
 *   called at most once a frame
 * @returns {{words: () => string, watch: () => void, rest: () => void}} `words` were selected last,
 *   empty where nothing was; `changed` is called only between `watch` and `rest`: typing moves the
 *   selection, too, and is to pay for nothing
 */
export function watchPicked({ element, signal, changed }) {
  const document = element.ownerDocument;
  let words = "";
  let frame = 0;

  function look() {
    const selection = document.getSelection();
    // Within the reply it moves with every key. A paragraph that is selected whole ends where the
    // next element begins, so only what holds the reply or begins in it is left out.
    if (!selection || selection.isCollapsed || selection.containsNode(element)) return;
    if (element.contains(selection.anchorNode)) return;
    words = selection.toString().trim().slice(0, MOST_UNITS).toWellFormed() || words;
  }

  function soon() {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      const before = words;
      look();
      if (words !== before) changed();
    });
  }

  signal.addEventListener("abort", () => cancelAnimationFrame(frame));
  return {
    words: () => (look(), words),
    watch: () => document.addEventListener("selectionchange", soon, { passive: true, signal }),
    rest: () => document.removeEventListener("selectionchange", soon),
  };
}
