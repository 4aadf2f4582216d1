// @ts-check
/** Asks about the draft of one field, with what the customer wrote by then. */

import { contextOf, heardIn } from "./context.js";
import { createRequests } from "./requests.js";

/** @import { Answers, Context, Failure, Port } from "../protocol.js" */
/** @import { Said } from "./draft.js" */
/** @import { Standing } from "./standing.js" */

/** An answer that takes longer than this is worth a word, in ms. */
const LATE_MS = 1000;

/**
 * @param {{
 *   element: HTMLElement,
 *   port: Port,
 *   standing: Standing,
 *   signal: AbortSignal,
 *   said: () => Said,
 *   answered: (answer: Answers["check"] | Failure, text: string) => void,
 *   late: () => void,
 * }} options `said` is what the agent said about the draft, `late` is called once for a request
 *   that takes its time
 * @returns {{ask: (text: string) => void, forget: () => void, heard: () => string}} `heard` is the
 *   customer's message that the last answer is about
 */
export function createAsking({ element, port, standing, signal, said, answered, late }) {
  const { host } = standing;
  /** @type {Context} */
  let context = {};
  let known = "";
  let heard = "";

  const requests = createRequests({
    signal,
    answered,
    failed: (/** @type {Answers["check"] | Failure} */ answer) => !answer.ok,
    async send(text) {
      const timer = setTimeout(() => signal.aborted || late(), LATE_MS);
      const sent = context;
      const answer = await port.send({ kind: "check", text: text.toWellFormed(), context, host });
      clearTimeout(timer);
      heard = heardIn(sent);
      return answer;
    },
  });

  return {
    ask(text) {
      // The page may show another conversation by now, with the same field under it.
      context = contextOf(element, standing, said());
      const now = JSON.stringify(context);
      if (now !== known) requests.forget();
      known = now;
      requests.ask(text);
    },
    forget: requests.forget,
    heard: () => heard,
  };
}
