// @ts-check
/** From the element that has the focus to the session of its field, one at a time. */

import { loadFinder } from "./context.js";
import { createDraft } from "./draft.js";
import { fieldAt } from "./editable.js";
import { createReporter } from "./events.js";
import { createField } from "./field.js";
import { watchOutgoing } from "./outgoing.js";
import { drawn, shift } from "./spans.js";

/** @import { Advice, Port } from "../protocol.js" */
/** @import { Field } from "./field.js" */
/** @import { Outgoing } from "./outgoing.js" */
/** @import { Standing } from "./standing.js" */
/** @import { Cards, Field as Seen } from "./cards.js" */

/**
 * What outlives a session while the page lives: the agent looks something up elsewhere, comes back
 * and finds the draft as it was. `advice` holds places in `text`; by these `days` it promises something.
 * @typedef {{
 *   draft: import("./draft.js").Draft,
 *   outgoing: import("./outgoing.js").Outgoing,
 *   advice: Advice[],
 *   text: string,
 *   days: string[],
 * }} Memory
 */

/**
 * @param {{port: Port, standing: Standing, alive: () => boolean, signal: AbortSignal}} options
 */
export function createSessions({ port, standing, alive, signal }) {
  const reporter = createReporter({ port, host: standing.host });
  /** @type {WeakMap<Element, Memory>} */
  const memories = new WeakMap();
  /** @type {{field: Field, outgoing: Outgoing, end: AbortController, signal: AbortSignal} | null} */
  let session = null;
  /** @type {((field: Seen) => Cards) | null} */
  let cards = null;

  /** Where the agent works. @type {Element | null} */
  let here = null;

  const current = () => (session && !session.signal.aborted ? session.field : null);
  const isCurrent = (/** @type {Element} */ element) => element === here;

  /** @param {HTMLElement} element @returns {Memory} */
  function remember(element) {
    const memory = memories.get(element);
    if (memory && !memory.outgoing.signal.aborted) return memory;
    const draft = memory?.draft ?? createDraft(reporter.record);
    const outgoing = watchOutgoing({
      element,
      standing,
      signal,
      said: () => draft.said,
      isCurrent: () => isCurrent(element),
      acted: () => current()?.element === element && current()?.acted(),
      risky(text) {
        const now = shift(next.advice, next.text, text);
        const known = now.filter((one) => !draft.isDismissed(one) && !draft.waits(one));
        const told = known.filter((one) => !standing.isMuted(one.rule));
        return drawn(told, standing.showFrom()).filter((one) => standing.guards(one.category));
      },
      ask: (held) => (isCurrent(element) ? current() : open(element))?.askBefore(held),
      ended() {
        if (next.days.length > 0) void port.send({ kind: "promised", days: next.days });
        next.days = [];
        draft.ended();
      },
    });
    /** @type {Memory} */
    const next = { advice: [], text: "", days: [], ...memory, draft, outgoing };
    memories.set(element, next);
    return next;
  }

  /** @param {HTMLElement} element */
  function open(element) {
    const last = session;
    last?.end.abort();
    here = element;
    const memory = remember(element);
    const end = new AbortController();
    const both = AbortSignal.any([end.signal, memory.outgoing.signal]);
    const page = { port, standing, reporter, alive, loadCards };
    const field = createField({ ...page, element, memory, signal: both });
    session = { field, outgoing: memory.outgoing, end, signal: both };
    // What is blank is no draft to look after.
    last?.outgoing.look();
    return field;
  }

  /** The one place where something is loaded late. */
  async function loadCards() {
    // Of an extension that is gone nothing comes, and the browser would tell the page so.
    if (!alive()) return null;
    try {
      const [{ createCards }] = await Promise.all([import("./cards.js"), loadFinder()]);
      cards ??= alive() ? createCards({ port, standing, signal }) : null;
    } catch (failure) {
      // Lost where the extension is gone, and in Firefox where the frame was rewritten meanwhile.
      if (alive()) console.error("unruffle did not load its cards", failure);
    }
    return cards;
  }

  return {
    /** @param {EventTarget | null | undefined} target that got the focus or was typed in */
    enter(target) {
      const element = alive() ? fieldAt(target) : null;
      if (!element) return;
      if (current()?.element === element) current()?.focused();
      else open(element);
    },
    /** @param {readonly EventTarget[]} path of an event */
    has: (path) => path.some((node) => node === current()?.element),
    standingChanged: () => current()?.standingChanged(),
  };
}

/** @typedef {ReturnType<typeof createSessions>} Sessions */
