// @ts-check
/**
 * What the agent asks of the cards, by the pointer, a chord, or the browser's own menu and
 * shortcuts. What is asked while they are loaded runs when they have come.
 */

import { isChord, keep } from "./chord.js";
import { watchPointer } from "./hit.js";

/** @import { Port } from "../protocol.js" */
/** @import { Cards } from "./cards.js" */

/**
 * @param {{element: HTMLElement, port: Port, signal: AbortSignal, cards: () => Cards | null,
 *   hasFindings: () => boolean, isOff: () => boolean, wants: (act: (cards: Cards) => void) => void,
 * }} options `wants` is told what to do once the cards are there; while it `isOff` no key is taken
 * @returns {() => {x: number, y: number}} where the context menu was opened last
 */
export function watchWishes({ element, port, signal, cards, hasFindings, isOff, wants }) {
  let point = { x: -1, y: -1 };
  const { ownerDocument } = element;
  const options = { capture: true, passive: true, signal };
  ownerDocument.addEventListener("contextmenu", ({ x, y }) => void (point = { x, y }), options);

  watchPointer({
    field: element,
    signal,
    open(x, y) {
      const there = cards();
      if (there) return there.openAt(x, y);
      if (hasFindings()) wants((come) => come.openAt(x, y));
      return true;
    },
    leave: (path) => cards()?.leave(path),
  });

  port.onCommand((command) => {
    if (element.matches(":focus")) wants((there) => there.obey(command));
  }, signal);

  /** The cards hear their chords themselves. @param {KeyboardEvent} event */
  function keydown(event) {
    if (cards() || !event.isTrusted || event.isComposing) return;
    if (!event.composedPath().includes(element)) return;
    if (isChord(event, "U") && hasFindings()) {
      wants((come) => come.openNext(true));
      keep(event);
    } else if (isChord(event, "K") && !isOff()) {
      wants((come) => come.openPanel(true));
      keep(event);
    }
  }
  ownerDocument.defaultView?.addEventListener("keydown", keydown, { capture: true, signal });
  return () => point;
}
