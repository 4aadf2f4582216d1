// @ts-check
/** Keeps our cards and the page out of each other's way. */

/**
 * Presses on the element leave the focus in the editor. Presses, keys and focus inside it do not
 * reach the page: its shortcuts, its "click outside closes" and its focus traps are not meant.
 *
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function stayApart(element, signal) {
  element.addEventListener("mousedown", (event) => event.preventDefault(), { signal });
  for (const type of SEALED) {
    element.addEventListener(type, (event) => event.stopPropagation(), { signal });
  }
}

const SEALED = [
  "pointerdown", "pointerup", "mousedown", "mouseup", "click", "dblclick", "contextmenu",
  "keydown", "keyup", "keypress", "focusin", "focusout",
];
