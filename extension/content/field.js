// @ts-check
/**
 * The session of one focused field and its loop: a key is pressed, what was found moves with the
 * text; a pause, the draft is asked about; an answer, what still holds is drawn.
 */

import { isNote } from "../sites/index.js";
import { stateOfAnswer, stateOfFailure } from "./answered.js";
import { createAsking } from "./asking.js";
import { isOpen, isUnreadable } from "./editable.js";
import { isPrivateMail } from "./mail.js";
import { createPainter } from "./paint.js";
import { createReading } from "./reading.js";
import { isSame } from "./spans.js";
import { watchTyping } from "./typing.js";
import { watchWishes } from "./wishes.js";

/** @import { Placed, Port } from "../protocol.js" */
/** @import { Cards, Field as Seen } from "./cards.js" */
/** @import { Reporter } from "./events.js" */
/** @import { Held } from "./guard.js" */
/** @import { Mark } from "./paint.js" */
/** @import { Memory } from "./sessions.js" */
/** @import { StateId } from "./states.js" */
/** @import { Standing } from "./standing.js" */

/** @typedef {ReturnType<typeof createField>} Field */

/** So long, and the cards are loaded also on a page that is busy, in ms. */
const SOON_MS = 200;

/**
 * @param {{element: HTMLElement, port: Port, standing: Standing, reporter: Reporter,
 *   alive: () => boolean, memory: Memory, signal: AbortSignal,
 *   loadCards: () => Promise<((field: Seen) => Cards) | null>}} options `alive` ends all sessions when
 *   the extension is gone; where the cards cannot be loaded, `loadCards` answers null
 */
export function createField(options) {
  const { element, port, standing, reporter, alive, memory, loadCards, signal } = options;
  const { draft } = memory;
  let painter = createPainter({ field: element, url: port.url, signal });
  /** @type {Cards | null} */
  let cards = null;
  let isSoon = false;

  /** @type {StateId} */
  let state = "ready";
  /** There is a reason not to ask. */
  let resting = true;
  /** @type {Placed | null} */
  let active = null;

  const asking = createAsking({
    element,
    port,
    standing,
    signal,
    said: () => draft.said,
    answered(answer, text) {
      if (!alive()) return;
      if (!answer.ok) return drop(stateOfFailure(answer));
      reading.follow();
      if (unchecked()) return;
      reporter.judgedBy(answer.result.revision);
      reading.take(answer.result, text);
      state = stateOfAnswer(answer.result.status);
      draw();
    },
    late() {
      if (state !== "checking" && !isStale()) return;
      // Nothing has been known of this text for a while: the shape of before no longer stands.
      cards?.late();
      draw();
      loadSoon();
    },
  });
  const reading = createReading({ element, memory, standing, heard: asking.heard });

  /** @param {StateId} reason nothing is known about the draft, so nothing is marked */
  function drop(reason) {
    reading.drop();
    state = reason;
    draw();
  }

  function draw() {
    const seen = reading.shown();
    const gaps = reading.gaps();
    /** @type {Mark[]} */
    const marks = seen.map(({ start, end, severity }) => ({ start, end, name: severity }));
    if (!standing.reason()) for (const gap of gaps) marks.push({ ...gap, name: "slot" });
    if (active && seen.some((one) => isSame(one, active))) {
      marks.push({ start: active.start, end: active.end, name: "active" });
    } else if (active) {
      active = null;
      cards?.close();
    }
    for (const { start, end } of cards?.pointed() ?? []) marks.push({ start, end, name: "active" });
    painter?.draw(marks, reading.now);
    if (painter) draft.shown(seen);
    cards?.draw(seen, gaps.length);
    if (state !== "checking" || !painter) loadSoon();
  }

  /** Whether the answer says nothing about the draft as it is now. */
  const isStale = () => state === "clear" && reading.isOld();

  /** @returns {StateId | null} why the draft as it is now is not checked */
  function unchecked() {
    const reason = standing.reason();
    if (reason) return reason;
    const { text } = reading.now;
    if (isUnreadable(element)) return "unreadable";
    if (text.trim() === "" || !isOpen(element) || isNote(element)) return "ready";
    if (!draft.said.wanted && isPrivateMail(element, standing.isOurs)) return "on-request";
    return text.length > standing.maxUnits() ? "too-long" : null;
  }

  /** Asks about the draft as it is, unless there is a reason not to. */
  function look() {
    typing.cancel();
    if (!alive() || signal.aborted) return;
    cards?.place(true);
    reading.follow();
    memory.outgoing.look(reading.now.text);
    const reason = unchecked();
    if (reason) {
      resting = true;
      asking.forget();
      return drop(reason);
    }
    if (resting || state === "ready") state = "checking";
    resting = false;
    draw();
    asking.ask(reading.now.text);
  }

  /** @param {{rests?: boolean, done?: boolean, asked?: boolean}} change */
  function pauses(change) {
    reading.pauses(change);
    // Who opens the panel wants to know.
    if (change.asked && state === "on-request") {
      draft.says({ wanted: true });
      return look();
    }
    if (alive()) draw();
  }

  /** @type {Promise<Cards | null> | null} */
  let loading = null;

  async function load() {
    const cardsAt = await loadCards();
    if (!cardsAt || signal.aborted) return (loading = null);
    cards = cardsAt({
      ...{ element, signal, memory, reading, painter, draw, look, isStale, pauses },
      heard: asking.heard,
      pointed,
      state: () => state,
      activate(one) {
        active = one;
        draw();
      },
      retry() {
        if (state === "on-request") draft.says({ wanted: true });
        asking.forget();
        look();
      },
    });
    painter = cards.painter;
    draw();
    return cards;
  }

  /** @param {(cards: Cards) => void} act at once where the cards are there, else when they come */
  function withCards(act) {
    if (cards) return act(cards);
    loading ??= load();
    void loading.then((come) => come && act(come));
  }

  /** Right after the first marks, or where there is nothing to wait for. */
  function loadSoon() {
    if (isSoon) return;
    isSoon = true;
    requestIdleCallback(() => withCards(() => {}), { timeout: SOON_MS });
  }

  const typing = watchTyping({
    element,
    signal,
    pauseMs: standing.pauseMs,
    typed() {
      reading.typed();
      cards?.typed();
    },
    changed() {
      if (!alive()) return false;
      const isOther = reading.follow();
      draw();
      return isOther;
    },
    look,
    rested: () => pauses({ rests: true }),
    done: () => pauses({ rests: true, done: true }),
  });

  const pointed = watchWishes({
    element,
    port,
    signal,
    cards: () => cards,
    hasFindings: () => reading.shown().length > 0,
    isOff: () => standing.reason() === "off-here",
    wants: withCards,
  });
  look();
  return {
    element,
    acted: typing.lookSoon,
    /** @param {Held} held */
    askBefore: (held) => withCards((there) => there.askBefore(held)),
    /** The agent is back, the moment to try again what did not work. */
    focused() {
      cards?.near();
      look();
    },
    standingChanged() {
      asking.forget();
      look();
    },
  };
}
