// @ts-check
/** What the agent asks of the cards while they are loaded: none of it is lost, and it runs then. */

import { isChord, keep } from "./chord.js";

/** @import { Port } from "../protocol.js" */
/** @import { Cards } from "./cards.js" */

/**
 * @param {{element: HTMLElement, port: Port, signal: AbortSignal, hasFindings: () => boolean,
 *   isOff: () => boolean, wants: (act: (cards: Cards) => void) => void}} options `wants` is told
 *   what to do once the cards are there; while it `isOff` no key is taken
 */
export function watchMeanwhile({ element, port, signal, hasFindings, isOff, wants }) {
  /** @param {KeyboardEvent} event */
  function keydown(event) {
    if (!event.isTrusted || event.isComposing || !event.composedPath().includes(element)) return;
    if (isChord(event, "U") && hasFindings()) {
      wants((cards) => cards.openNext(true));
      keep(event);
    } else if (isChord(event, "K") && !isOff()) {
      wants((cards) => cards.openPanel(true));
      keep(event);
    }
  }

  const view = element.ownerDocument.defaultView;
  view?.addEventListener("keydown", keydown, { capture: true, signal });
  element.addEventListener("click", (event) => {
    const { clientX: x, clientY: y } = event;
    if (asks(event) && hasFindings()) wants((cards) => cards.openAt(x, y));
  }, { passive: true, signal });
  port.onCommand((command) => {
    if (element.matches(":focus")) wants((cards) => cards.obey(command));
  }, signal);
}

/**
 * @param {MouseEvent} click
 * @returns {boolean} false where it selects: the second click a word, a drag text
 */
export function asks({ isTrusted, button, detail, ctrlKey }) {
  return isTrusted && button === 0 && detail === 1 && !ctrlKey;
}
