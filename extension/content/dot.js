// @ts-check
/** The badge of one field: keeps it at its place, and tells it only what changed. */

import { createBadge } from "./badge.js";
import { MARGIN, shifted, shiftOf, SIDE, spots } from "./corner.js";
import { isCovered } from "./covered.js";
import { recoveryMessage } from "./states.js";
import { visibleRect } from "./visible.js";

/** @import { Port } from "../protocol.js" */
/** @import { Counts } from "./badge.js" */
/** @import { Box, Shift, Spot } from "./corner.js" */
/** @import { Standing } from "./standing.js" */
/** @import { StateId } from "./states.js" */

/**
 * @param {{element: HTMLElement, root: ShadowRoot, port: Port, standing: Standing,
 *   signal: AbortSignal, retry: () => void, next: (focus: boolean) => void,
 *   panel: (focus: boolean) => void}} options
 *   `retry` is called when a state's way out was pressed, `next` to open the next finding, `panel`
 *   to open the panel, with the focus where the badge has it
 * @returns {{tell: (state: StateId, counts: Partial<Counts>) => void,
 *   place: (anew?: boolean) => void}} `place` follows the field; `anew` looks whether something
 *   else of the page stands where the dot does, and moves it aside
 */
export function createDot({ element, root, port, standing, signal, retry, next, panel }) {
  const { host } = standing;
  const badge = createBadge({
    root,
    port,
    signal,
    on: {
      act(state) {
        const message = recoveryMessage(state, host);
        if (message) void port.send(message);
        retry();
      },
      next: () => next(root.activeElement !== null),
      panel: () => panel(root.activeElement !== null),
      moved(spot) {
        moved = shiftOf(box(), spot);
        void port.send({ kind: "arrange", host, arrangement: { dot: moved } });
        follow(true);
      },
    },
  });
  let told = "";
  let placed = "";
  /** How many places the dot stands beside its own, so that it does not hop back and forth. */
  let aside = 0;
  /** Where the agent just moved it. @type {Shift | undefined} */
  let moved;

  /** @returns {Box} */
  function box() {
    const { clientWidth: width } = document.documentElement;
    const whole = element.getBoundingClientRect();
    return { whole, seen: visibleRect(element), view: { width, height: innerHeight } };
  }

  /** @param {Spot} spot */
  function isFree({ left, top }) {
    const drawn = { left: left + MARGIN, top: top + MARGIN };
    return !isCovered(element, root.host, drawn, SIDE - 2 * MARGIN);
  }

  /** @param {Box} at */
  function stand(at) {
    const all = spots(at);
    const [usual] = all;
    if (!usual) return null;
    const wanted = moved ?? standing.arrangement().dot;
    if (wanted) return shifted(at, wanted);
    const now = all[aside];
    if (now && isFree(now)) return now;
    aside = Math.max(0, all.findIndex(isFree));
    return all[aside] ?? usual;
  }

  /** @param {boolean} anew */
  function follow(anew) {
    const at = box();
    const key = JSON.stringify(at);
    if (key === placed && !anew) return;
    placed = key;
    badge.place(stand(at));
  }

  return {
    tell(state, counts) {
      const key = JSON.stringify([state, counts]);
      if (key !== told) badge.set(state, counts);
      told = key;
    },
    place: (anew = false) => follow(anew),
  };
}
