// @ts-check
/** Puts words into the field; where they do not stand, says so and hands out what there was. */

import { replace } from "./replace.js";

/** @import { Port } from "../protocol.js" */
/** @import { Outcome } from "./replace.js" */
/** @import { FieldText } from "./textmap.js" */
/** @typedef {{start: number, end: number, text: string}} Words `text` in the place of [start, end) */

/**
 * @param {{
 *   element: HTMLElement,
 *   port: Port,
 *   signal: AbortSignal,
 *   read: () => FieldText,
 *   changedAt: () => number,
 *   say: (text: string, more: {copy?: string, rect: DOMRect}) => void,
 * }} options `changedAt` is when the text changed last
 */
export function createApplying({ element, port, signal, read, changedAt, say }) {
  /**
   * @param {Extract<Outcome, {ok: false}>} outcome
   * @param {string} old
   * @param {string} words
   * @param {DOMRect} rect
   */
  function explain({ reason, undone }, old, words, rect) {
    if (reason === "interrupted") return;
    if (reason === "changed") return say(port.text("replace_moved_on"), { rect });
    const name = undone ? "replace_undone" : "replace_not_undone";
    say(port.text(name), { copy: undone ? words : old, rect });
  }

  return {
    /**
     * @param {Words} words
     * @param {DOMRect} rect where to say what became of it
     * @returns {Promise<boolean>} whether they stand
     */
    async apply({ start, end, text: words }, rect) {
      const { text } = read();
      const session = { element, text, changedAt: changedAt(), read };
      const outcome = await replace(session, start, end, words);
      if (!outcome.ok && !signal.aborted) explain(outcome, text.slice(start, end), words, rect);
      return outcome.ok && !signal.aborted;
    },
  };
}
