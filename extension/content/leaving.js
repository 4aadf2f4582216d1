// @ts-check
/**
 * Notices that a draft went out: its field emptied or vanished soon after a click, Enter or a
 * submit. No site is asked how it sends.
 */

/** What happens later than this after the agent acted has another reason, in ms. */
const SOON_MS = 5000;

/**
 * @param {{
 *   element: HTMLElement,
 *   signal: AbortSignal,
 *   resized: () => void,
 *   acted: () => void,
 *   ended: () => void,
 *   gone: () => void,
 * }} options `resized` is called when the field changed its size or place, `acted` when the agent
 *   did something after which the field may look different, `gone` when it left the page
 * @returns {{filled: () => void, emptied: () => void}} told by the session what it read
 */
export function watchLeaving({ element, signal, resized, acted, ended, gone }) {
  const document = element.ownerDocument;
  let lastAct = Number.NEGATIVE_INFINITY;
  let filled = false;

  /** @param {Event} event */
  function act(event) {
    if (!event.isTrusted) return;
    const isKey = event.type === "keydown";
    if (isKey && /** @type {KeyboardEvent} */ (event).key !== "Enter") return;
    lastAct = event.timeStamp;
    // A click may have filled in a macro; Enter in the field is followed by its own input.
    if (!isKey) acted();
  }

  function emptied() {
    if (filled && performance.now() - lastAct < SOON_MS) ended();
    filled = false;
  }

  const options = { capture: true, passive: true, signal };
  for (const type of ["click", "keydown", "submit"]) document.addEventListener(type, act, options);
  document.defaultView?.addEventListener("pagehide", emptied, { signal });

  /** Fires also when the field is taken out of the page or hidden. */
  const sizes = new ResizeObserver(() => {
    resized();
    if (element.getClientRects().length === 0) emptied();
    if (!element.isConnected) gone();
  });
  sizes.observe(element);
  let moving = 0;
  const moved = () => {
    moving ||= requestAnimationFrame(() => {
      moving = 0;
      resized();
    });
  };
  document.addEventListener("scroll", moved, options);
  document.defaultView?.addEventListener("resize", moved, options);
  signal.addEventListener("abort", () => {
    sizes.disconnect();
    cancelAnimationFrame(moving);
  });

  return { filled: () => void (filled = true), emptied };
}
