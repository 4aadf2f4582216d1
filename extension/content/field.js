// @ts-check
/**
 * The session of one focused field. It owns the loop: a key is pressed, what was found moves along
 * with the text; a pause, the draft is asked about; an answer, what still holds is drawn.
 */

import { createAdvice } from "./advice.js";
import { createAsking } from "./asking.js";
import { createDot } from "./dot.js";
import { isOpen, isUnreadable } from "./editable.js";
import { watchMoves } from "./moving.js";
import { createPainter } from "./paint.js";
import { openSlots } from "./slots.js";
import { drawn, isSame, shift } from "./spans.js";
import { stateOfAnswer, stateOfFailure, summaryOf } from "./summary.js";
import { readField } from "./textmap.js";
import { watchTyping } from "./typing.js";

/** @import { Finding, Port, Result } from "../protocol.js" */
/** @import { Reporter } from "./events.js" */
/** @import { Mark } from "./paint.js" */
/** @import { StateId } from "./states.js" */
/** @import { Standing } from "./standing.js" */
/** @typedef {import("./surface.js").Surface} Surface */

/**
 * What outlives a session while the page lives: the agent looks something up elsewhere, comes back
 * and finds the draft as it was. `findings` are places in `text`.
 * @typedef {{
 *   draft: import("./draft.js").Draft,
 *   outgoing: import("./outgoing.js").Outgoing,
 *   findings: Finding[],
 *   text: string,
 * }} Memory
 */
/** @typedef {ReturnType<typeof createField>} Field */

/**
 * @param {{element: HTMLElement, port: Port, standing: Standing, reporter: Reporter,
 *   surface: Surface, alive: () => boolean, memory: Memory, signal: AbortSignal}} options `alive`
 *   ends all sessions when the extension is gone
 */
export function createField(options) {
  const { element, port, standing, reporter, surface, alive, memory, signal } = options;
  const { host } = standing;
  const { root } = surface;
  surface.near(element);
  const { draft } = memory;
  const painter = createPainter({ field: element, root, url: port.url, signal });

  let now = readField(element);
  /** @type {Result | null} */
  let result = null;
  /** The text that it is about. */
  let judged = "";
  /** @type {StateId} */
  let state = "ready";
  /** There is a reason not to ask. */
  let resting = true;
  /** Nobody is typing: a draft that was found here counts as finished until it is typed in. */
  let finished = true;
  /** @type {Finding | null} */
  let active = null;

  const asking = createAsking({
    element,
    port,
    host,
    signal,
    answered(answer, text) {
      if (!alive()) return;
      if (answer.ok) take(answer.result, text);
      else drop(stateOfFailure(answer));
    },
    late() {
      if (state !== "checking" && !isStale()) return;
      // Nothing has been known of this text for a while: the shape of before no longer stands.
      dot.tell("ready", {});
      draw();
    },
  });

  /** @param {Result} answer @param {string} text that was asked about */
  function take(answer, text) {
    follow();
    if (unchecked()) return;
    result = answer;
    judged = text;
    reporter.judgedBy(answer.revision);
    draft.answered(answer.findings);
    memory.findings = shift(answer.findings, text, now.text);
    if (finished) draft.rested(memory.findings);
    state = stateOfAnswer(answer.status);
    draw();
  }

  /** @param {StateId} reason nothing is known about the draft, so nothing is marked */
  function drop(reason) {
    memory.findings = [];
    result = null;
    state = reason;
    draw();
  }

  /** The text as it is now, with what was found moved along. */
  function follow() {
    const before = memory.text;
    now = readField(element);
    memory.text = now.text;
    if (now.text === before) return;
    memory.findings = shift(memory.findings, before, now.text);
    draft.edited(before, now.text);
  }

  /** What was dismissed here or muted by the agent, and what it is too early for. @param {Finding} finding */
  const hides = (finding) =>
    draft.isDismissed(finding) || draft.waits(finding) || standing.isMuted(finding.rule);
  const shown = () => drawn(memory.findings.filter((one) => !hides(one)), standing.showFrom());

  function draw() {
    const seen = shown();
    /** @type {Mark[]} */
    const marks = seen.map(({ start, end, severity }) => ({ start, end, name: severity }));
    if (!standing.reason()) {
      for (const slot of openSlots(now.text)) marks.push({ ...slot, name: "slot" });
    }
    if (active && seen.some((finding) => isSame(finding, active))) {
      marks.push({ start: active.start, end: active.end, name: "active" });
    } else if (active) {
      active = null;
      advice.close(false);
    }
    painter.draw(marks, now);
    draft.shown(seen);
    tell(seen);
  }

  /** Whether the answer says nothing about the draft as it is now. */
  const isStale = () => state === "clear" && judged !== now.text;

  /** @param {readonly Finding[]} seen */
  function tell(seen) {
    if (isStale() && seen.length === 0) return dot.tell("checking", {});
    if (state !== "clear") return dot.tell(state, { detail: standing.detailOf(state) });
    const score = result?.score ?? null;
    const draftNow = { score, seen, gaps: openSlots(now.text).length, ...memory };
    const { state: id, counts } = summaryOf({ ...draftNow, ...draft, ...standing });
    dot.tell(id, counts);
  }

  const isBlank = () => now.text.trim() === "";

  /** @returns {StateId | null} why the draft as it is now is not checked */
  function unchecked() {
    const reason = standing.reason();
    if (reason) return reason;
    if (isUnreadable(element)) return "unreadable";
    if (isBlank() || !isOpen(element)) return "ready";
    return now.text.length > standing.maxUnits() ? "too-long" : null;
  }

  /** Asks about the draft as it is, unless there is a reason not to. */
  function look() {
    typing.cancel();
    if (!alive() || signal.aborted) return;
    follow();
    memory.outgoing.look(now.text);
    const reason = unchecked();
    if (reason) {
      resting = true;
      asking.forget();
      return drop(reason);
    }
    if (resting || state === "ready") state = "checking";
    resting = false;
    draw();
    asking.ask(now.text);
  }

  const dot = createDot({
    element,
    root,
    port,
    host,
    signal,
    retry() {
      asking.forget();
      look();
    },
    next: (focus) => advice.openNext(focus),
  });

  const advice = createAdvice({
    element,
    root,
    port,
    signal,
    draft,
    rects: (mark) => painter.rects(mark),
    at: (x, y) => painter.at(x, y),
    read: () => (follow(), now),
    isOff: () => standing.reason() === "off-here",
    shown,
    activate(finding) {
      active = finding;
      draw();
    },
    changed: look,
  });

  watchMoves({ element, signal, moved: dot.place });
  const typing = watchTyping({
    element,
    signal,
    pauseMs: standing.pauseMs,
    typed: () => ((finished = false), advice.close(false)),
    changed() {
      if (!alive()) return;
      follow();
      draw();
      dot.place();
    },
    look,
    rested() {
      finished = true;
      draft.rested(memory.findings);
      if (alive()) draw();
    },
  });

  dot.tell("ready", {});
  dot.place();
  look();
  return {
    element,
    acted: typing.lookSoon,
    askAboutSlots: advice.askAboutSlots,
    /** The agent is back, the moment to try again what did not work. */
    focused() {
      surface.near(element);
      dot.place();
      look();
    },
    standingChanged() {
      asking.forget();
      look();
    },
  };
}
