// @ts-check
/** Words that the agent selects on the page beside the reply: they may be the customer's. */

/** A server takes no longer message, in UTF-16 units. */
const MOST_UNITS = 20_000;

/**
 * @param {{element: HTMLElement, signal: AbortSignal, changed: () => void}} options `changed` is
 *   called at most once a frame
 * @returns {{words: () => string}} what was selected last; empty where nothing was
 */
export function watchPicked({ element, signal, changed }) {
  const document = element.ownerDocument;
  let words = "";
  let frame = 0;

  function look() {
    frame = 0;
    const selection = document.getSelection();
    // Within the reply it moves with every key. A paragraph that is selected whole ends where the
    // next element begins, so only what holds the reply or begins in it is left out.
    if (!selection || selection.isCollapsed || selection.containsNode(element)) return;
    if (element.contains(selection.anchorNode)) return;
    const now = selection.toString().trim().slice(0, MOST_UNITS);
    if (now === "" || now === words) return;
    words = now;
    changed();
  }

  const soon = () => void (frame ||= requestAnimationFrame(look));
  document.addEventListener("selectionchange", soon, { passive: true, signal });
  signal.addEventListener("abort", () => cancelAnimationFrame(frame));
  return { words: () => words };
}
