// @ts-check
/** What is known of the draft of one field: its text now, and what still holds of the answer. */

import { openGaps } from "./leftovers.js";
import { drawn, shift } from "./spans.js";
import { readField } from "./textmap.js";

/** @import { Advice, Result } from "../protocol.js" */
/** @import { Memory } from "./sessions.js" */
/** @import { Place } from "./spans.js" */
/** @import { Standing } from "./standing.js" */
/** @typedef {ReturnType<typeof createReading>} Reading */

/** A draft with fewer sentences does not look finished, however long the agent rests. */
const LEAST_SENTENCES = 3;

/**
 * @param {{element: HTMLElement, memory: Memory, standing: Standing, heard: () => string}} options
 *   `heard` is the customer's message that the answer is about
 */
export function createReading({ element, memory, standing, heard }) {
  const { draft } = memory;
  let now = readField(element);
  /** @type {Result | null} */
  let result = null;
  /** The text that it is about. */
  let judged = "";
  let changedAt = -Infinity;
  // A draft that was found here counts as finished until it is typed in.
  const pause = { rests: true, done: true, asked: false };

  /** Tells what it is not too early for any more. */
  function lift() {
    const done = pause.done && (result?.readability.sentences ?? 0) >= LEAST_SENTENCES;
    draft.rested(memory.advice, { placed: pause.rests, missing: done || pause.asked });
  }

  /** What was dismissed here or muted by the agent, and what it is too early for. @param {Advice} one */
  const hides = (one) => draft.isDismissed(one) || draft.waits(one) || standing.isMuted(one.rule);
  const held = () => memory.advice.filter((one) => !hides(one));

  return {
    get now() {
      return now;
    },
    get result() {
      return result;
    },
    /** The text that the result is about. */
    get judged() {
      return judged;
    },
    /** @param {Partial<typeof pause>} change whether the agent rests, is done, opened the panel */
    pauses(change) {
      Object.assign(pause, change);
      lift();
    },
    typed: () => void Object.assign(pause, { rests: false, done: false }),
    /**
     * The text as it is now, with what was found moved along.
     *
     * @returns {boolean} whether it is another text than before
     */
    follow() {
      const before = memory.text;
      now = readField(element);
      memory.text = now.text;
      if (now.text === before) return false;
      changedAt = performance.now();
      memory.advice = shift(memory.advice, before, now.text);
      draft.edited(before, now.text);
      return true;
    },
    /** @param {Result} answer @param {string} text that was asked about */
    take(answer, text) {
      result = answer;
      judged = text;
      memory.days = (answer.promises ?? []).map(({ due }) => due.slice(0, 10));
      /** @type {Advice[]} */
      const advice = [...answer.findings, ...answer.checks];
      draft.answered(advice);
      draft.tried(answer.trials ?? []);
      memory.advice = shift(advice, text, now.text);
      lift();
    },
    drop() {
      memory.advice = [];
      result = null;
    },
    /** When the text changed last here, on the clock of `performance.now()`. */
    changedAt: () => changedAt,
    /** Whether the answer is about another text than that of now. */
    isOld: () => judged !== now.text,
    /** All that is not hidden. */
    held,
    /** What is drawn. */
    shown: () => drawn(held(), standing.showFrom()),
    /** @param {readonly [number, number][]} spans of the text that was asked about */
    placesOf: (spans) => shift(spans.map(([start, end]) => ({ start, end })), judged, now.text),
    /** @returns {Place[]} what still wants a fact */
    gaps: () => openGaps(now.text, heard),
  };
}
