// @ts-check
/** The dot at the reply box: its shape says how the draft stands, its card says it in words. */

/** @import { Port } from "../protocol.js" */
/** @import { Spot } from "./corner.js" */
/** @import { StateId } from "./states.js" */
import { stayApart } from "./apart.js";
import { build } from "./build.js";
import { chordName } from "./chord.js";
import { SIDE } from "./corner.js";
import { makeDraggable } from "./drag.js";
import { createFace } from "./face.js";
import { place } from "./place.js";
import { STATES } from "./states.js";

/** States of a draft that was read, in which the panel has something to say. */
const COACHED = new Set(["clear", "findings", "gaps", "pending", "muted"]);

/**
 * `gaps` are facts that suggestions still want. `detail` fills the words of states that name
 * something: a host, a time.
 * @typedef {{score: number | null, high: number, medium: number, low: number, gaps: number,
 *   missing: number, detail: string}} Counts
 */

/**
 * `set` shows a state; `place` puts the dot somewhere, and away where there is no place for it.
 * @typedef {{
 *   set: (state: StateId, counts?: Partial<Counts>) => void,
 *   place: (spot: Spot | null) => void,
 * }} Badge
 */

/**
 * @param {{root: ShadowRoot | HTMLElement, port: Port, signal: AbortSignal,
 *   on: {act: (state: StateId) => void, next: () => void, panel: () => void,
 *   moved?: (spot: Spot) => void}}} options `act` is called when the action of a state is pressed,
 *   `next` to go to the next finding, `panel` to open the panel, `moved` when the dot was dragged
 * @returns {Badge} hidden until `place`
 */
export function createBadge({ root, port, signal, on }) {
  const document = root.ownerDocument;
  const words = build(document, "p", { class: "words" });
  const counts = build(document, "p", { class: "counts" });
  const recovery = build(document, "p", { class: "recovery" });
  const action = build(document, "button", { type: "button", class: "act" });
  const panel = build(document, "button", { type: "button", class: "act" });
  panel.textContent = port.text("action_panel");
  const chord = build(document, "p", { class: "chord" });
  const foot = build(document, "p", { class: "foot", text: port.text("badge_foot") });
  const card = build(document, "div", { class: "card" }, words, counts, recovery);
  card.append(action, panel, chord, foot);
  const face = createFace(document);
  const dot = build(document, "button", { type: "button", class: "dot" }, face.element);
  const badge = build(document, "div", { class: "badge", hidden: "" }, dot, card);
  root.append(badge);
  card.hidden = true;
  signal.addEventListener("abort", () => badge.remove());

  /** @type {StateId} */
  let state = "ready";
  /** @type {Spot} */
  let spot = { left: 0, top: 0 };

  function act() {
    // What opens takes the place of this card.
    if (state === "findings") {
      close();
      on.next();
    } else if (state === "missing") openPanel();
    else if (STATES[state].action !== null) on.act(state);
  }

  function openPanel() {
    close();
    on.panel();
  }

  function open() {
    card.hidden = false;
    const view = { width: document.documentElement.clientWidth, height: innerHeight };
    const beside = { ...spot, bottom: spot.top + SIDE };
    const { left, top } = place(beside, card.getBoundingClientRect(), view);
    card.style.left = `${left}px`;
    card.style.top = `${top}px`;
  }

  function close() {
    card.hidden = true;
  }

  /** @param {Spot} to */
  function stand(to) {
    spot = to;
    dot.style.left = `${spot.left}px`;
    dot.style.top = `${spot.top}px`;
  }

  makeDraggable(dot, {
    signal,
    moved(x, y) {
      close();
      stand({ left: spot.left + x, top: spot.top + y });
    },
    dropped: () => on.moved?.(spot),
  });
  for (const button of [dot, action]) {
    button.addEventListener("click", (event) => event.isTrusted && act(), { signal });
  }
  panel.addEventListener("click", (event) => event.isTrusted && openPanel(), { signal });
  stayApart(badge, signal);
  badge.addEventListener("pointerenter", open, { signal });
  badge.addEventListener("pointerleave", close, { signal });
  badge.addEventListener("focusin", open, { signal });
  badge.addEventListener("focusout", close, { signal });
  badge.addEventListener("keydown", (event) => event.key === "Escape" && close(), { signal });

  /**
   * @param {HTMLElement} line
   * @param {string} text
   */
  function write(line, text) {
    line.textContent = text;
    line.hidden = text === "";
  }

  return {
    set(next, { score = null, high = 0, medium = 0, low = 0, gaps, missing, detail = "" } = {}) {
      state = next;
      const { face: shape, words: name, recovery: way, action: press } = STATES[next];
      face.draw(shape);
      if (shape !== "same") badge.dataset["face"] = shape;
      /** @type {Partial<Record<StateId, number>>} */
      const counted = { findings: high + medium + low, gaps, missing };
      const many = counted[next];
      write(words, port.text(many === 1 ? `${name}_one` : name, String(many ?? detail)));
      const scored = next === "findings" && score !== null;
      write(counts, scored ? port.text("badge_score", String(score)) : "");
      write(recovery, way === null ? "" : port.text(way, detail));
      write(action, press === null ? "" : port.text(press));
      panel.hidden = !COACHED.has(next);
      const keys = chordName(navigator.platform, next === "findings" ? "U" : "K");
      write(chord, next === "missing" || COACHED.has(next) ? port.text("badge_chord", keys) : "");
      dot.setAttribute("aria-label", port.text("badge_label", words.textContent ?? ""));
      if (!card.hidden) open();
    },
    place(to) {
      badge.hidden = to === null;
      if (to === null) close();
      else stand(to);
    },
  };
}
