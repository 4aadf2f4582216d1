// @ts-check
/**
 * Notices that a draft went out: its field emptied or vanished soon after a click, Enter or a
 * submit. No site is asked how it sends.
 */

import { pagesAround } from "./around.js";

/** What happens later than this after the agent acted has another reason, in ms. */
const SOON_MS = 5000;
/** A page that empties its field by a script tells nobody: a last look, in ms after the act. */
const LAST_LOOK_MS = 4800;

/**
 * @param {{
 *   element: HTMLElement,
 *   signal: AbortSignal,
 *   read: () => string,
 *   acted: () => void,
 *   look: () => void,
 *   ended: () => void,
 *   gone: () => void,
 * }} options `acted` is called when the agent did something after which the field may look
 *   different, `look` when it is to be looked at once more, `gone` when it left the page
 * @returns {{saw: (text: string) => void}} told what the field holds whenever it was read
 */
export function watchLeaving({ element, signal, read, acted, look, ended, gone }) {
  const pages = pagesAround(element);
  let lastAct = Number.NEGATIVE_INFINITY;
  let filled = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let last;

  /** @param {Event} event */
  function act(event) {
    if (!event.isTrusted) return;
    if (event.type === "keydown") {
      const { key, isComposing } = /** @type {KeyboardEvent} */ (event);
      if (key !== "Enter" || isComposing) return;
    }
    // Before the page does what it does: what was typed in one go is a draft, too.
    saw(read());
    // Clocks of pages around a frame are not this one's.
    lastAct = performance.now();
    acted();
    clearTimeout(last);
    last = setTimeout(look, LAST_LOOK_MS);
  }

  function emptied() {
    if (filled && performance.now() - lastAct < SOON_MS) ended();
    filled = false;
  }

  /** @param {string} text */
  function saw(text) {
    if (text.trim() === "") emptied();
    else filled = true;
  }

  const options = { capture: true, passive: true, signal };
  for (const { view } of pages) {
    for (const type of ["click", "keydown", "submit"]) view.addEventListener(type, act, options);
  }
  pages[0]?.view.addEventListener("pagehide", ({ persisted }) => {
    emptied();
    if (!persisted) gone();
  }, { signal });

  /** Fires also when the field is taken out of the page or hidden. */
  const sizes = new ResizeObserver(() => {
    if (element.getClientRects().length === 0) emptied();
    if (!element.isConnected) gone();
  });
  sizes.observe(element);
  signal.addEventListener("abort", () => {
    sizes.disconnect();
    clearTimeout(last);
  });

  return { saw };
}
