// @ts-check
/**
 * The session of one focused field and its loop: a key is pressed, what was found moves with the
 * text; a pause, the draft is asked about; an answer, what still holds is drawn.
 */

import { isNote } from "../sites/index.js";
import { createAdvice } from "./advice.js";
import { createAsking } from "./asking.js";
import { createCoaching } from "./coaching.js";
import { createDot } from "./dot.js";
import { isOpen, isUnreadable } from "./editable.js";
import { isPrivateMail } from "./mail.js";
import { watchMoves } from "./moving.js";
import { createPainter } from "./paint.js";
import { createReading } from "./reading.js";
import { isSame } from "./spans.js";
import { stateOfAnswer, stateOfFailure } from "./summary.js";
import { watchTyping } from "./typing.js";

/** @import { Placed, Port } from "../protocol.js" */
/** @import { Reporter } from "./events.js" */
/** @import { Mark } from "./paint.js" */
/** @import { Memory } from "./sessions.js" */
/** @import { StateId } from "./states.js" */
/** @import { Standing } from "./standing.js" */
/** @typedef {import("./surface.js").Surface} Surface */

/** @typedef {ReturnType<typeof createField>} Field */

/**
 * @param {{element: HTMLElement, port: Port, standing: Standing, reporter: Reporter,
 *   surface: Surface, used: Map<string, string>, alive: () => boolean, memory: Memory,
 *   signal: AbortSignal}} options `used` are the openers that were taken last on this page, by
 *   check; `alive` ends all sessions when the extension is gone
 */
export function createField(options) {
  const { element, port, standing, reporter, surface, used, alive, memory, signal } = options;
  const { root } = surface;
  surface.near(element);
  const { draft } = memory;
  const painter = createPainter({ field: element, root, url: port.url, signal });

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
      dot.tell("ready", {});
      draw();
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
    /** @type {Mark[]} */
    const marks = seen.map(({ start, end, severity }) => ({ start, end, name: severity }));
    if (!standing.reason()) {
      for (const gap of reading.gaps()) marks.push({ ...gap, name: "slot" });
    }
    if (active && seen.some((one) => isSame(one, active))) {
      marks.push({ start: active.start, end: active.end, name: "active" });
    } else if (active) {
      active = null;
      advice.close(false);
    }
    for (const { start, end } of coaching.pointed()) marks.push({ start, end, name: "active" });
    painter.draw(marks, reading.now);
    draft.shown(seen);
    tell(seen.length > 0);
    coaching.draw();
  }

  /** Whether the answer says nothing about the draft as it is now. */
  const isStale = () => state === "clear" && reading.isOld();

  /** @param {boolean} isMarked */
  function tell(isMarked) {
    if (isStale() && !isMarked) return dot.tell("checking", {});
    if (state !== "clear") return dot.tell(state, { detail: standing.detailOf(state) });
    const { state: id, counts } = reading.summary();
    dot.tell(id, counts);
  }

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
    dot.place(true);
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

  const read = () => (reading.follow(), reading.now);
  const isOff = () => standing.reason() === "off-here";
  const dot = createDot({
    element,
    root,
    port,
    standing,
    signal,
    retry() {
      if (state === "on-request") draft.says({ wanted: true });
      asking.forget();
      look();
    },
    next: (focus) => advice.openNext(focus),
    panel: (focus) => void coaching.open(focus),
  });

  const advice = createAdvice({
    element,
    root,
    port,
    host: standing.host,
    signal,
    draft,
    rects: (mark) => painter.rects(mark),
    // The last keys may not be drawn yet, and then no mark is where its finding is.
    at: (x, y) => (read(), draw(), painter.at(x, y)),
    read,
    isOff,
    changedAt: reading.changedAt,
    gaps: reading.gaps,
    shown: reading.shown,
    activate(one) {
      active = one;
      draw();
    },
    changed: look,
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
    heard: asking.heard,
    isOff,
    read,
    isKnown: () => state === "clear",
    apply: advice.apply,
    asked: (asked) => pauses({ asked }),
    redraw: draw,
    changed: look,
  });

  watchMoves({ element, signal, moved: () => (dot.place(), coaching.place()) });
  const typing = watchTyping({
    element,
    signal,
    pauseMs: standing.pauseMs,
    typed() {
      reading.typed();
      advice.close(false);
      coaching.typed();
    },
    changed() {
      if (!alive()) return false;
      const isOther = reading.follow();
      draw();
      dot.place();
      return isOther;
    },
    look,
    rested: () => pauses({ rests: true }),
    done: () => pauses({ rests: true, done: true }),
  });
  dot.tell("ready", {});
  look();
  return {
    element,
    acted: typing.lookSoon,
    askBefore: advice.askBefore,
    /** The agent is back, the moment to try again what did not work. */
    focused() {
      surface.near(element);
      look();
    },
    standingChanged() {
      asking.forget();
      look();
    },
  };
}
