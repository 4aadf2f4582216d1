// @ts-check
/**
 * Slots are gaps of a suggestion that want a fact: "I'll call you by {time}." They are found in the
 * field's own text, so that they are looked after with no server and after a reload.
 *
 * Double braces are macros of the helpdesk and are left alone.
 */

/** @typedef {{start: number, end: number}} Slot */

const SLOT = /(?<!\{)\{\p{L}[\p{L}\p{N} ,'’/-]{0,60}\}(?!\})/gu;

/**
 * @param {string} text
 * @returns {Slot[]} the gaps still open, in UTF-16 units, with their braces
 */
export function openSlots(text) {
  return Array.from(text.matchAll(SLOT), ({ 0: slot, index }) => ({
    start: index,
    end: index + slot.length,
  }));
}

/**
 * Where Tab goes. Past the last slot it leaves the field as ever, so nobody is caught.
 *
 * @param {string} text
 * @param {number} caret the end of the selection
 * @returns {Slot | null}
 */
export function slotAfter(text, caret) {
  return openSlots(text).find((slot) => slot.start >= caret) ?? null;
}

/** What a send button may be called. */
const SENDS = /^(send|submit|reply|respond|post)\b/iu;

/**
 * Asks once before a draft with open slots goes out, whoever sends it: a form, a button, a key.
 *
 * @param {{
 *   element: HTMLElement,
 *   signal: AbortSignal,
 *   read: () => string,
 *   ask: (slots: string[]) => void,
 * }} options `ask` is called with the open slots when a sending was held back
 */
export function holdOpenSlots({ element, signal, read, ask }) {
  const view = element.ownerDocument.defaultView;
  if (!view) return;
  let asked = "";

  /** @param {Event} event */
  function hold(event) {
    if (!event.isTrusted) return;
    const text = read();
    const slots = openSlots(text).map(({ start, end }) => text.slice(start, end));
    const now = slots.join("\n");
    if (now === "" || now === asked) return;
    asked = now;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(slots);
  }

  const options = { capture: true, signal };
  view.addEventListener("submit", (event) => {
    const form = event.composedPath()[0];
    if (form instanceof HTMLFormElement && form.contains(element)) hold(event);
  }, options);
  view.addEventListener("click", (event) => {
    const button = pressed(event);
    if (button && sends(button)) hold(event);
  }, options);
  view.addEventListener("keydown", (event) => {
    const sendKey = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (sendKey && event.composedPath().includes(element)) hold(event);
  }, options);
}

/**
 * @param {Event} event
 * @returns {HTMLElement | null} the button that was clicked
 */
function pressed(event) {
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return null;
  return target.closest("button, input[type=submit], input[type=button], [role=button]");
}

/** @param {HTMLElement} button */
function sends(button) {
  const label =
    button.getAttribute("aria-label") ||
    (button instanceof HTMLInputElement ? button.value : button.textContent) ||
    button.title;
  return SENDS.test(label.trim());
}
