// @ts-check
/** The dot at the reply box: its shape says how the draft stands, its card says it in words. */

/** @import { Port } from "../protocol.js" */
/** @import { StateId } from "./states.js" */
import { stayApart } from "./apart.js";
import { build } from "./build.js";
import { chordName } from "./chord.js";
import { createFace } from "./face.js";
import { place } from "./place.js";
import { STATES } from "./states.js";

/** Side of the dot with its margin, in CSS pixels. */
const SIDE = 24;
/** What of it is margin, on each side. */
const MARGIN = 5;
/** Room kept for a scroll bar and the corner that resizes a field, in CSS pixels. */
const CORNER = 18;
/** States of a draft that was read, in which the panel has something to say. */
const COACHED = new Set(["clear", "findings", "gaps", "pending", "muted"]);
/** A field of one line, in CSS pixels: the dot would stand on its text. */
const LOW = 40;

/**
 * `gaps` are facts that suggestions still want. `detail` fills the words of states that name
 * something: a host, a time.
 * @typedef {{score: number | null, high: number, medium: number, low: number, gaps: number,
 *   missing: number, detail: string}} Counts
 */

/**
 * `set` shows a state; `place` puts the dot into the lower right corner of what is seen of a
 * field, or behind its right edge where the `whole` of it holds one line only.
 * @typedef {{
 *   set: (state: StateId, counts?: Partial<Counts>) => void,
 *   place: (seen: DOMRect, whole?: DOMRect) => void,
 *   hide: () => void,
 * }} Badge
 */

/**
 * @param {{root: ShadowRoot | HTMLElement, port: Port, signal: AbortSignal,
 *   on: {act: (state: StateId) => void, next: () => void, panel: () => void}}} options `act` is
 *   called when the action of a state is pressed, `next` to go to the next finding, `panel` to
 *   open the panel
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
  let edge = { left: 0, top: 0, bottom: 0 };

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
    const spot = place(edge, card.getBoundingClientRect(), view);
    card.style.left = `${spot.left}px`;
    card.style.top = `${spot.top}px`;
  }

  function close() {
    card.hidden = true;
  }

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
    place(seen, whole = seen) {
      const view = document.documentElement;
      const [right, bottom] = [
        Math.min(seen.right, view.clientWidth),
        Math.min(seen.bottom, innerHeight),
      ];
      const low = whole.height < LOW;
      const least = low ? whole.height / 2 : SIDE;
      const high = bottom - Math.max(seen.top, 0);
      badge.hidden = seen.height === 0 || high < least || right - Math.max(seen.left, 0) < SIDE;
      if (badge.hidden) return close();
      const top = low
        ? (whole.top + whole.bottom - SIDE) / 2
        : bottom - SIDE - Math.min(6, whole.height / 8);
      const left = low
        ? Math.min(right - MARGIN + 2, view.clientWidth - SIDE)
        : right - SIDE - CORNER;
      edge = { left, top, bottom: top + SIDE };
      dot.style.left = `${left}px`;
      dot.style.top = `${top}px`;
    },
    hide() {
      badge.hidden = true;
      close();
    },
  };
}
