// @ts-check
/**
 * All of ours that is seen beside the marks: the dot, the popover, the panel. Loaded as one, and
 * late, so that the marks come soon.
 */

import { createAdvice } from "./advice.js";
import { createCoaching } from "./coaching.js";
import { createDot } from "./dot.js";
import { createMirror } from "./mirror.js";
import { watchMoves } from "./moving.js";
import { isPlaced, weighs } from "./spans.js";
import { summaryOf } from "./summary.js";
import { createSurface } from "./surface.js";

/** @import { Command, Placed, Port } from "../protocol.js" */
/** @import { Painter } from "./paint.js" */
/** @import { Reading } from "./reading.js" */
/** @import { Memory } from "./sessions.js" */
/** @import { StateId } from "./states.js" */
/** @import { Standing } from "./standing.js" */
/** @typedef {ReturnType<typeof cardsAt>} Cards */

/**
 * What the cards of one field know of it and ask of it. `painter` is null where the marks are to
 * come with the cards; `pointed` tells where the context menu was opened last; `retry` is called
 * when a state's way out was pressed, `pauses` when the panel opens and closes, `look` when another
 * answer is wanted.
 * @typedef {{
 *   element: HTMLElement,
 *   signal: AbortSignal,
 *   memory: Memory,
 *   reading: Reading,
 *   painter: Painter | null,
 *   heard: () => string,
 *   state: () => StateId,
 *   isStale: () => boolean,
 *   activate: (finding: Placed | null) => void,
 *   draw: () => void,
 *   look: () => void,
 *   retry: () => void,
 *   pauses: (change: {asked: boolean}) => void,
 *   pointed: () => {x: number, y: number},
 * }} Field
 */

/**
 * @param {{port: Port, standing: Standing, signal: AbortSignal}} page
 * @returns {(field: Field) => Cards} makes the cards of one field after the other
 */
export function createCards(page) {
  const { root, near } = createSurface({ document, signal: page.signal });
  /** Openers that were taken last, by check: the same is not offered twice running. */
  const used = new Map();
  return (field) => cardsAt({ ...page, ...field, root, near, used });
}

/**
 * @param {Field & {port: Port, standing: Standing, root: ShadowRoot,
 *   near: (element: Element) => void, used: Map<string, string>}} options
 */
function cardsAt(options) {
  const { element, root, port, standing, signal, memory, reading, used, state, draw } = options;
  const { draft } = memory;
  const { near, heard } = options;
  near(element);
  const field = /** @type {HTMLTextAreaElement} */ (element);
  const painter = options.painter ?? createMirror({ field, root, signal });
  const read = () => (reading.follow(), reading.now);
  const isOff = () => standing.reason() === "off-here";

  const dot = createDot({
    element,
    root,
    port,
    standing,
    signal,
    retry: options.retry,
    next: (focus) => advice.openNext(focus),
    panel: (focus) => coaching.open(focus),
  });

  const advice = createAdvice({
    element,
    root,
    port,
    host: standing.host,
    signal,
    draft,
    pointed: options.pointed,
    rects: (mark) => painter.rects(mark),
    // The last keys may not be drawn yet, and then no mark is where its finding is.
    at: (x, y) => (read(), draw(), painter.at(x, y)),
    read,
    isOff,
    changedAt: reading.changedAt,
    gaps: reading.gaps,
    shown: reading.shown,
    activate: options.activate,
    changed: options.look,
  });

  const coaching = createCoaching({
    element,
    root,
    port,
    standing,
    signal,
    draft,
    used,
    reading,
    heard,
    score: () => summary(reading.shown(), 0).counts.score ?? null,
    isOff,
    read,
    isKnown: () => state() === "clear",
    apply: advice.apply,
    asked: (asked) => options.pauses({ asked }),
    redraw: draw,
    changed: options.look,
  });

  /** @param {readonly Placed[]} seen @param {number} gaps */
  function summary(seen, gaps) {
    const held = reading.held();
    const from = standing.showFrom();
    return summaryOf({
      score: reading.result?.score ?? null,
      advice: memory.advice,
      seen,
      missing: held.filter((one) => !isPlaced(one) && weighs(one, from)).length,
      gaps,
      isDismissed: draft.isDismissed,
      waits: draft.waits,
      isMuted: standing.isMuted,
    });
  }

  /**
   * @param {StateId} now
   * @returns {string} what its words name: the host, or the time until which checks rest
   */
  function detailOf(now) {
    const until = standing.shared().paused_until;
    if (now === "off-here") return standing.host;
    if (now !== "paused" || until === null) return "";
    return new Date(until).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
  }

  /** @param {readonly Placed[]} seen @param {number} gaps */
  function tell(seen, gaps) {
    const now = state();
    if (options.isStale() && seen.length === 0) return dot.tell("checking", {});
    if (now !== "clear") return dot.tell(now, { detail: detailOf(now) });
    const { state: id, counts } = summary(seen, gaps);
    dot.tell(id, counts);
  }

  watchMoves({ element, signal, moved: () => (dot.place(), coaching.place()) });
  dot.tell("ready", {});
  dot.place(true);
  return {
    painter,
    ...{ openAt: advice.openAt, openNext: advice.openNext, openPanel: coaching.open },
    ...{ leave: advice.leave, askBefore: advice.askBefore, pointed: coaching.pointed, place: dot.place },
    near: () => near(element),
    close: () => advice.close(false),
    /** Nothing has been known of the draft for a while. */
    late: () => dot.tell("ready", {}),
    typed() {
      advice.close(false);
      coaching.typed();
    },
    /** @param {readonly Placed[]} seen what is drawn @param {number} gaps how many want a fact */
    draw(seen, gaps) {
      tell(seen, gaps);
      coaching.draw();
    },
    /** @param {Command} command */
    obey(command) {
      if (command === "open-panel") coaching.open(true);
      else if (command === "next-finding") advice.openNext(true);
      else advice.reportPointed();
    },
  };
}
