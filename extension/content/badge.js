// @ts-check
/** The dot at the reply box: its shape says how the draft stands, its card says it in words. */

/** @import { Port } from "../protocol.js" */
/** @import { StateId } from "./states.js" */
import { stayApart } from "./apart.js";
import { build } from "./build.js";
import { createFace } from "./face.js";
import { place } from "./place.js";
import { STATES } from "./states.js";

/** Side of the dot with its margin, in CSS pixels. */
const SIDE = 24;
/** Room kept for a scroll bar and the corner that resizes a field, in CSS pixels. */
const CORNER = 18;

/**
 * `detail` fills the words of states that name something: a host, a time, a version.
 * @typedef {{score: number | null, high: number, medium: number, low: number, detail: string}}
 *   Counts
 */

/**
 * `set` shows a state; `place` puts the dot into the lower right corner of a field.
 * @typedef {{
 *   set: (state: StateId, counts?: Partial<Counts>) => void,
 *   place: (rect: DOMRect) => void,
 *   hide: () => void,
 *   readonly state: StateId,
 *   contains: (node: Node | null) => boolean,
 * }} Badge
 */

/**
 * @param {{root: ShadowRoot | HTMLElement, port: Port, signal: AbortSignal,
 *   on: {act: (state: StateId) => void, next: () => void}}} options `act` is called when the
 *   action of a state is pressed, `next` to go to the next finding
 * @returns {Badge} hidden until `place`
 */
export function createBadge({ root, port, signal, on }) {
  const document = root.ownerDocument;
  const words = build(document, "p", { class: "words" });
  const counts = build(document, "p", { class: "counts" });
  const recovery = build(document, "p", { class: "recovery" });
  const action = build(document, "button", { type: "button", class: "act" });
  const foot = build(document, "p", { class: "foot", text: port.text("badge_foot") });
  const card = build(document, "div", { class: "card" }, words, counts, recovery, action, foot);
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
    if (state === "findings") on.next();
    else if (STATES[state].action !== null) on.act(state);
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
    set(next, { score = null, high = 0, medium = 0, low = 0, detail = "" } = {}) {
      state = next;
      const { face: shape, words: name, recovery: way, action: press } = STATES[next];
      face.draw(shape);
      if (shape !== "same") badge.dataset["face"] = shape;
      const found = high + medium + low;
      const number = next === "findings" ? String(found) : detail;
      write(words, port.text(next === "findings" && found === 1 ? `${name}_one` : name, number));
      const scored = next === "findings" && score !== null;
      write(counts, scored ? port.text("badge_score", String(score)) : "");
      write(recovery, way === null ? "" : port.text(way, detail));
      write(action, press === null ? "" : port.text(press));
      dot.setAttribute("aria-label", port.text("badge_label", words.textContent ?? ""));
      if (!card.hidden) open();
    },
    place(rect) {
      badge.hidden = rect.bottom < SIDE || rect.top + SIDE > innerHeight;
      if (badge.hidden) return close();
      const view = document.documentElement;
      const top = Math.min(rect.bottom, innerHeight) - SIDE - Math.min(6, rect.height / 8);
      const left = Math.min(rect.right, view.clientWidth) - SIDE - CORNER;
      edge = { left, top, bottom: top + SIDE };
      dot.style.left = `${left}px`;
      dot.style.top = `${top}px`;
    },
    hide() {
      badge.hidden = true;
      close();
    },
    get state() {
      return state;
    },
    contains(node) {
      return node !== null && badge.contains(node);
    },
  };
}
