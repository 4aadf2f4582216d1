// @ts-check
/**
 * Events on their way to the server. They wait in storage, since the worker may end at any time,
 * and go out after the next check that was answered. Ids let the server count each one once.
 */

/** @import { DraftEvent, Failure } from "../protocol.js" */
import { createTurns } from "./inturn.js";

/** @typedef {DraftEvent & {id: string}} Queued */

/** Older events give way: the newest say more about the rules as they are now. */
export const MOST_WAITING = 500;
/** As many as one request carries. */
export const MOST_SENT = 100;

/**
 * @param {{
 *   read: () => Promise<Queued[]>,
 *   update: (change: (waiting: Queued[]) => Queued[]) => Promise<unknown>,
 * }} storage in which of two updates at once none is lost
 * @param {() => string} newId
 */
export function createQueue({ read, update }, newId = () => crypto.randomUUID()) {
  const sendInTurn = createTurns();

  return {
    /** @param {readonly DraftEvent[]} events */
    async add(events) {
      const added = events.map((event) => ({ ...event, id: newId() }));
      await update((before) => [...before, ...added].slice(-MOST_WAITING));
    },
    /**
     * Sends what waits. An event stays until the server has answered for it; one that the server
     * does not take is dropped, since it would not take it later either.
     *
     * @param {(events: Queued[]) => Promise<{ok: true} | Failure>} send
     */
    flush(send) {
      return sendInTurn(async () => {
        for (;;) {
          const batch = (await read()).slice(0, MOST_SENT);
          if (batch.length === 0) return;
          const answer = await send(batch);
          if (!answer.ok && answer.code !== "bad-request") return;
          const done = new Set(batch.map(({ id }) => id));
          await update((before) => before.filter(({ id }) => !done.has(id)));
        }
      });
    },
  };
}
