// @ts-check
/**
 * The session of one focused field. It owns the loop: a key is pressed, what was found moves along
 * with the text; a pause, the draft is asked about; an answer, what still holds is drawn.
 */

import { createAdvice } from "./advice.js";
import { readContext } from "./context.js";
import { createDot } from "./dot.js";
import { isOpen, isUnreadable } from "./editable.js";
import { watchLeaving } from "./leaving.js";
import { createPainter } from "./paint.js";
import { createRequests } from "./requests.js";
import { holdOpenSlots, openSlots } from "./slots.js";
import { drawn, isSame, shift } from "./spans.js";
import { stateOfAnswer, stateOfFailure, summaryOf } from "./summary.js";
import { readField } from "./textmap.js";

/** @import { Finding, Port, Result } from "../protocol.js" */
/** @import { Reporter } from "./events.js" */
/** @import { Mark } from "./paint.js" */
/** @import { StateId } from "./states.js" */
/** @import { Standing } from "./standing.js" */
/** @typedef {{root: ShadowRoot, near: (element: Element) => void}} Surface */

/**
 * What outlives a session while the page lives: the agent looks something up elsewhere, comes back
 * and finds the draft as it was. `findings` are places in `text`.
 * @typedef {{draft: import("./draft.js").Draft, findings: Finding[], text: string}} Memory
 */
/** @typedef {ReturnType<typeof createField>} Field */

/**
 * @param {{element: HTMLElement, port: Port, standing: Standing, reporter: Reporter,
 *   surface: Surface, alive: () => boolean, memory: Memory, end: AbortController,
 *   signal: AbortSignal}} options `end` ends the session when the field is gone; `alive` ends them
 *   all when the extension is
 */
export function createField(options) {
  const { element, port, standing, reporter, surface, alive, memory, end, signal } = options;
  const { host } = standing;
  const { root } = surface;
  surface.near(element);
  const { draft } = memory;
  const painter = createPainter({ field: element, root, url: port.url, signal });
  const context = readContext(element.ownerDocument);

  let now = readField(element);
  /** @type {Result | null} */
  let result = null;
  /** @type {StateId} */
  let state = "ready";
  /** @type {Finding | null} */
  let active = null;

  const requests = createRequests({
    signal,
    send: (text) => port.send({ kind: "check", text: text.toWellFormed(), context, host }),
    failed: (answer) => !answer.ok,
    answered(answer, text) {
      if (!alive()) return;
      if (answer.ok) take(answer.result, text);
      else drop(stateOfFailure(answer));
    },
  });

  /** @param {Result} answer @param {string} text that was asked about */
  function take(answer, text) {
    follow();
    if (unchecked()) return;
    result = answer;
    reporter.judgedBy(answer.revision);
    draft.answered(answer.findings);
    memory.findings = shift(answer.findings, text, now.text);
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

  /** What counts: neither dismissed here nor muted by the agent. @param {Finding} finding */
  const counts = (finding) => !draft.isDismissed(finding) && !standing.isMuted(finding.rule);
  const shown = () => drawn(memory.findings.filter(counts), standing.showFrom());

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

  /** @param {readonly Finding[]} seen */
  function tell(seen) {
    if (state !== "clear") return dot.tell(state, { detail: standing.detailOf(state) });
    const score = result?.score ?? null;
    const { state: id, counts } = summaryOf({ score, seen, ...memory, ...draft, ...standing });
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
    clearTimeout(pause);
    if (!alive() || signal.aborted) return;
    follow();
    if (isBlank()) leaving.emptied();
    else leaving.filled();
    const reason = unchecked();
    if (reason) {
      requests.forget();
      return drop(reason);
    }
    if (state === "ready") state = "checking";
    draw();
    requests.ask(now.text);
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  function lookAfterPause() {
    clearTimeout(pause);
    pause = setTimeout(look, standing.pauseMs());
  }

  let frame = 0;
  function changed() {
    // Once a frame, after the editor itself is done: typing waits for nothing of ours.
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      if (!alive()) return;
      follow();
      draw();
      dot.place();
    });
    lookAfterPause();
  }

  const dot = createDot({
    element,
    root,
    port,
    host,
    signal,
    retry() {
      requests.forget();
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
    shown,
    activate(finding) {
      active = finding;
      draw();
    },
    changed: look,
  });

  const leaving = watchLeaving({
    element,
    signal,
    resized: dot.place,
    acted: lookAfterPause,
    ended: () => draft.ended(),
    gone: () => end.abort(),
  });

  const { askAboutSlots: ask } = advice;
  holdOpenSlots({ element, signal, ask, read: () => readField(element).text });
  const typed = () => {
    advice.close(false);
    changed();
  };
  element.addEventListener("input", typed, { passive: true, signal });
  // Editors redraw their text by themselves, after an undo for one, and no event tells.
  const redrawn = new MutationObserver(changed);
  redrawn.observe(element, { subtree: true, childList: true, characterData: true });
  signal.addEventListener("abort", () => {
    clearTimeout(pause);
    cancelAnimationFrame(frame);
    redrawn.disconnect();
  });

  dot.tell("ready", {});
  dot.place();
  look();
  return {
    element,
    /** The agent is back, the moment to try again what did not work. */
    focused() {
      surface.near(element);
      dot.place();
      look();
    },
    standingChanged() {
      requests.forget();
      look();
    },
  };
}
