// @ts-check
/** Tells the worker what happened in a draft: rules and counts, never text. */

/** @import { DraftEvent, Port } from "../protocol.js" */
/**
 * `record` tells one fact; what is recorded in one go travels in one message. `judgedBy` is told
 * the revision that the findings come from.
 * @typedef {{
 *   record: (fact: Omit<DraftEvent, "revision" | "host" | "at">) => void,
 *   judgedBy: (revision: number) => void,
 * }} Reporter
 */

/**
 * @param {{port: Port, host: string}} options
 * @returns {Reporter}
 */
export function createReporter({ port, host }) {
  /** @type {DraftEvent[]} */
  let events = [];
  let revision = 0;

  function send() {
    const sent = events;
    events = [];
    if (port.alive()) void port.send({ kind: "events", events: sent });
  }

  return {
    record(fact) {
      if (events.length === 0) queueMicrotask(send);
      events.push({ ...fact, revision, host, at: new Date().toISOString() });
    },
    judgedBy: (number) => void (revision = number),
  };
}
