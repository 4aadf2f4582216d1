// @ts-check
/** Asks about the draft of one field, with what the customer wrote by then. */

import { readContext } from "./context.js";
import { createRequests } from "./requests.js";

/** @import { Answers, Context, Failure, Port } from "../protocol.js" */

/** An answer that takes longer than this is worth a word, in ms. */
const LATE_MS = 1000;

/**
 * @param {{
 *   element: HTMLElement,
 *   port: Port,
 *   host: string,
 *   signal: AbortSignal,
 *   answered: (answer: Answers["check"] | Failure, text: string) => void,
 *   late: () => void,
 * }} options `late` is called once for a request that takes its time
 * @returns {{ask: (text: string) => void, forget: () => void}}
 */
export function createAsking({ element, port, host, signal, answered, late }) {
  /** @type {Context} */
  let context = {};
  let known = "";

  const requests = createRequests({
    signal,
    answered,
    failed: (/** @type {Answers["check"] | Failure} */ answer) => !answer.ok,
    async send(text) {
      const timer = setTimeout(() => signal.aborted || late(), LATE_MS);
      const answer = await port.send({ kind: "check", text: text.toWellFormed(), context, host });
      clearTimeout(timer);
      return answer;
    },
  });

  return {
    ask(text) {
      // The page may show another conversation by now, with the same field under it.
      context = readContext(element.ownerDocument);
      const now = JSON.stringify(context);
      if (now !== known) requests.forget();
      known = now;
      requests.ask(text);
    },
    forget: requests.forget,
  };
}
