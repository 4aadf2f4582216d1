// @ts-check
/**
 * Which text is asked about, and whose answer counts: one request in flight; while it runs only
 * the newest text waits; answers arrive in the order of their texts, so an older one never comes
 * over a newer one. The last answer is kept: a text that is as it was then is not asked about
 * again, but answered at once. No DOM, no timer.
 */

/**
 * @template Answer
 * @param {{
 *   send: (text: string) => Promise<Answer>,
 *   answered: (answer: Answer, text: string) => void,
 *   failed: (answer: Answer) => boolean,
 *   signal: AbortSignal,
 * }} options `failed` tells an answer that is none, after which the same text is asked about again
 * @returns {{ask: (text: string) => void, forget: () => void}} `forget` lets the next text be asked
 *   about in any case
 */
export function createRequests({ send, answered, failed, signal }) {
  /** In flight. @type {string | null} */
  let asked = null;
  /** @type {string | null} */
  let waiting = null;
  let running = false;
  /** @type {{text: string, answer: Answer} | null} */
  let kept = null;
  /** The kept answer is for the newest text: what is in flight comes too late. */
  let settled = false;

  /** @param {string} text */
  function ask(text) {
    if (signal.aborted) return;
    settled = false;
    if (kept?.text === text) {
      settled = true;
      waiting = null;
      return answered(kept.answer, text);
    }
    waiting = text === asked ? null : text;
    if (!running) void run();
  }

  async function run() {
    running = true;
    while (waiting !== null) {
      const text = waiting;
      asked = text;
      waiting = null;
      const answer = await send(text);
      if (signal.aborted) return;
      const isCurrent = asked === text;
      asked = null;
      if (settled) continue;
      if (failed(answer)) kept = null;
      else if (isCurrent) kept = { text, answer };
      answered(answer, text);
    }
    running = false;
  }

  function forget() {
    asked = null;
    kept = null;
    settled = false;
  }

  return { ask, forget };
}
