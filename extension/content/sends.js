// @ts-check
/** Which buttons send a draft, by what they are called and where they stand. No site is asked. */

import { isInside, parentOf } from "./around.js";

const BUTTONS = "button, input[type=submit], input[type=button], [role=button]";
/** Names of buttons that send, wherever they stand. */
const SENDS = /^(send|submit)\b/iu;
/** These may as well open a reply box: they send the draft that they stand with. */
const ANSWERS = /^(reply|respond|post)\b/iu;
/** The customer does not get what these send. */
const ASIDE = /\b(internal|private|note)\b/iu;

/**
 * @param {Event} event a click
 * @returns {HTMLElement | null} the button that was clicked
 */
export function pressed(event) {
  return buttonAt(event.composedPath()[0]);
}

/**
 * @param {EventTarget | null | undefined} target
 * @returns {HTMLElement | null} the button that it is or is in
 */
export function buttonAt(target) {
  if (!target || !("closest" in target)) return null;
  return /** @type {Element} */ (target).closest(BUTTONS);
}

/**
 * @param {HTMLElement} button
 * @param {Element} stand the field, or the frame that holds it in the button's page
 */
export function sends(button, stand) {
  const name = nameOf(button);
  if (ASIDE.test(name)) return false;
  return SENDS.test(name) || (ANSWERS.test(name) && standsWith(button, stand));
}

/** @param {HTMLElement} button */
export function isAside(button) {
  return ASIDE.test(nameOf(button));
}

/** @param {HTMLElement} button */
function nameOf(button) {
  const text = "value" in button && button.tagName === "INPUT" ? button.value : button.textContent;
  return String(button.getAttribute("aria-label") || text || button.title).trim();
}

/**
 * In one form; where there is none, in the smallest part of the page around the field that has
 * such a button.
 *
 * @param {HTMLElement} button
 * @param {Element} stand
 */
function standsWith(button, stand) {
  const form = button.closest("form");
  if (form) return isInside(stand, form);
  for (let part = parentOf(stand); part; part = parentOf(part)) {
    const buttons = [.../** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll(BUTTONS))];
    const named = buttons.filter((one) => {
      const name = nameOf(one);
      return !ASIDE.test(name) && (SENDS.test(name) || ANSWERS.test(name));
    });
    if (named.length > 0) return named.includes(button);
  }
  return false;
}
