// @ts-check
/** Words that the agent selects on the page beside the reply: they may be the customer's. */

import { MOST_UNITS } from "./remembered.js";

/**
 * @param {{element: HTMLElement, signal: AbortSignal, wanted: () => boolean, changed: () => void}}
 *   options nothing is looked at but while it is `wanted`; `changed` is called at most once a frame
 * @returns {{words: () => string}} what was selected last; empty where nothing was
 */
export function watchPicked({ element, signal, wanted, changed }) {
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
    // Typing moves the selection, too, and pays for nothing while the panel is closed.
    if (!wanted()) return;
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      const before = words;
      look();
      if (words !== before) changed();
    });
  }

  document.addEventListener("selectionchange", soon, { passive: true, signal });
  signal.addEventListener("abort", () => cancelAnimationFrame(frame));
  return { words: () => (look(), words) };
}
