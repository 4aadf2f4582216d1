// @ts-check
/**
 * Which text is asked about, and whose answer counts: one request in flight; while it runs only
 * the newest text waits; no text is asked about twice in a row; answers arrive in the order of
 * their texts, so an older one never comes over a newer one. No DOM, no timer.
 */

/**
 * @template Answer
 * @param {{
 *   send: (text: string) => Promise<Answer>,
 *   answered: (answer: Answer, text: string) => void,
 *   failed: (answer: Answer) => boolean,
 *   signal: AbortSignal,
 * }} options `failed` tells an answer that is none, after which the same text is asked about again
 * @returns {{ask: (text: string) => void, forget: () => void, busy: () => boolean}} `forget` lets
 *   the next text be asked about in any case
 */
export function createRequests({ send, answered, failed, signal }) {
  /** @type {string | null} */
  let asked = null;
  /** @type {string | null} */
  let waiting = null;
  let running = false;

  /** @param {string} text */
  function ask(text) {
    if (signal.aborted) return;
    waiting = running && text === asked ? null : text;
    if (!running) void run();
  }

  async function run() {
    running = true;
    while (waiting !== null && waiting !== asked) {
      const text = waiting;
      asked = text;
      waiting = null;
      const answer = await send(text);
      if (signal.aborted) return;
      if (failed(answer)) asked = null;
      answered(answer, text);
    }
    waiting = null;
    running = false;
  }

  return { ask, forget: () => void (asked = null), busy: () => running };
}
