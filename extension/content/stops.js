// @ts-check
/** The way of the keyboard through one of our cards: what follows it in the page is far away. */

/**
 * Moves the focus to the next or the last stop of the card, and from one end to the other.
 *
 * @param {HTMLElement} card
 * @param {-1 | 0 | 1} step
 */
export function moveFocus(card, step) {
  const stops = [...card.querySelectorAll("button, a, input")].filter(isShown);
  const here = stops.findIndex((stop) => stop.matches(":focus"));
  const next = here < 0 && step < 0 ? stops.length - 1 : here + step;
  stops[(next + stops.length) % stops.length]?.focus();
}

/**
 * @param {KeyboardEvent} event
 * @returns {-1 | 0 | 1} where Tab goes
 */
export function tabStep({ key, shiftKey }) {
  if (key !== "Tab") return 0;
  return shiftKey ? -1 : 1;
}

/**
 * @param {Element} element
 * @returns {element is HTMLElement}
 */
function isShown(element) {
  return element instanceof HTMLElement && element.offsetParent !== null;
}
