// @ts-check
/** Waiting for somebody else's editor. */

/**
 * Waits for the editor, but never in the way of someone who types.
 *
 * @param {HTMLElement} element
 * @param {number} ms
 * @param {() => boolean} [done] ends the wait early, looked at whenever the editor changes
 * @returns {Promise<"time" | "key" | "done">}
 */
export function wait(element, ms, done) {
  return new Promise((resolve) => {
    const over = new AbortController();
    /** @param {"time" | "key" | "done"} why */
    const end = (why) => {
      over.abort();
      clearTimeout(timer);
      changes.disconnect();
      resolve(why);
    };
    const timer = setTimeout(() => end("time"), ms);
    const look = () => done?.() && end("done");
    const changes = new MutationObserver(look);
    changes.observe(element, { subtree: true, childList: true, characterData: true });
    const pressed = (/** @type {Event} */ { isTrusted }) => isTrusted && end("key");
    const options = { capture: true, signal: over.signal };
    element.addEventListener("input", look, options);
    element.ownerDocument.addEventListener("keydown", pressed, options);
  });
}
