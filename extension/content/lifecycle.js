// @ts-check
/**
 * How long one copy of the content modules lives: until the extension is updated or removed.
 * Everything it set up dies with its signal.
 */

/**
 * A copy that starts says so to those before it. Copies are in separate worlds and share nothing
 * but the events of the document, which the page can send as well: an event is no more than a
 * reason to look whether this copy's extension is still there.
 */
const NEWER = "unruffle-newer";

/**
 * What a copy whose extension is gone must not answer any more. No "pointerdown": with our card gone,
 * the rest of that press would reach what lies below it in the page.
 */
const ACTS = ["keydown", "click"];

/**
 * @param {{
 *   document: Document,
 *   alive: () => boolean,
 *   signal?: AbortSignal,
 *   listen: (signal: AbortSignal) => void,
 * }} options `listen` sets up the listeners of the document. It is called again, with a new
 *   signal, after the document was rewritten, as editors do with their frames.
 * @returns {{signal: AbortSignal, alive: () => boolean}} `alive` ends a life that is over
 */
export function createLife({ document, alive, signal, listen }) {
  const life = new AbortController();
  const end = () => life.abort();
  if (signal?.aborted) end();
  signal?.addEventListener("abort", end, { once: true, signal: life.signal });

  document.dispatchEvent(new Event(NEWER));

  let listening = new AbortController();
  const arm = () => {
    listening.abort();
    listening = new AbortController();
    const both = AbortSignal.any([life.signal, listening.signal]);
    const look = () => alive() || end();
    document.addEventListener(NEWER, look, { signal: both });
    // Before all other listeners of this copy, which end with its signal and hear nothing of it.
    for (const act of ACTS) {
      document.defaultView?.addEventListener(act, look, { capture: true, passive: true, signal: both });
    }
    listen(both);
  };

  let root = document.documentElement;
  const rewritten = new MutationObserver(() => {
    if (document.documentElement === root || life.signal.aborted) return;
    root = document.documentElement;
    arm();
  });
  rewritten.observe(document, { childList: true });
  life.signal.addEventListener("abort", () => rewritten.disconnect());
  if (!life.signal.aborted) arm();

  return {
    signal: life.signal,
    alive() {
      if (!life.signal.aborted && !alive()) end();
      return !life.signal.aborted;
    },
  };
}
