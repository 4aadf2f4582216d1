// @ts-check
/**
 * Asks once before a draft with open gaps goes out, whoever sends it: a form, a button, a key; in
 * the field's own page or in one around its frame.
 */

import { isInside, pagesAround, rootsAround } from "./around.js";
import { openGaps } from "./leftovers.js";
import { isAside, pressed, sends } from "./sends.js";

/**
 * @param {{
 *   element: HTMLElement,
 *   signal: AbortSignal,
 *   heard: () => string,
 *   read: () => string,
 *   rests: () => boolean,
 *   ask: (slots: string[]) => void,
 * }} options `heard` is the customer's message, `ask` is called with the open slots when a sending
 *   was held back, which never happens while it `rests`
 * @returns {{saw: (text: string) => void}} told what the field holds whenever it was read
 */
export function holdOpenSlots({ element, signal, heard, read, rests, ask }) {
  let asked = "";
  /** Whether Enter alone, without Shift, was pressed last; */
  let isPlainEnter = false;
  /** and whether it begins a new line in this field, as in a letter, not in a chat. */
  let breaksLines = false;

  const gapsIn = (/** @type {string} */ text) => openGaps(text, heard);

  /** @param {Event} event */
  function hold(event) {
    if (!event.isTrusted || rests()) return;
    const text = read();
    const slots = gapsIn(text).map(({ start, end }) => text.slice(start, end));
    const now = slots.join("\n");
    if (now === asked) return;
    asked = now;
    if (now === "") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(slots);
  }

  /** @param {Event} event @param {Element} stand */
  function submitted(event, stand) {
    const form = /** @type {Element | undefined} */ (event.composedPath()[0]);
    if (form?.localName !== "form") return;
    const { submitter } = /** @type {SubmitEvent} */ (event);
    if (submitter && isAside(submitter)) return;
    const owner = "form" in element ? element.form : null;
    if (form === owner || isInside(stand, form)) hold(event);
  }

  /** @param {KeyboardEvent} event */
  function entered(event) {
    if (event.key !== "Enter" || event.isComposing || !event.composedPath().includes(element)) {
      return;
    }
    const sendsAnyway = event.ctrlKey || event.metaKey;
    isPlainEnter = !sendsAnyway && !event.shiftKey && !event.altKey;
    if (sendsAnyway || (isPlainEnter && !breaksLines)) hold(event);
  }

  const options = { capture: true, signal };
  const pages = pagesAround(element);
  for (const { view, stand } of pages) {
    view.addEventListener("submit", (event) => submitted(event, stand), options);
    view.addEventListener("click", (event) => {
      const button = pressed(event);
      if (button && sends(button, stand)) hold(event);
    }, options);
    // A submit inside a shadow root does not leave it.
    for (const root of rootsAround(stand)) {
      root.addEventListener("submit", (event) => submitted(event, stand), options);
    }
  }
  pages[0]?.view.addEventListener("keydown", entered, options);
  element.addEventListener("beforeinput", ({ inputType, isTrusted }) => {
    const isBreak = inputType === "insertLineBreak" || inputType === "insertParagraph";
    if (!isBreak || !isTrusted || !isPlainEnter) return;
    breaksLines = true;
    asked = "";
  }, { passive: true, signal });

  return {
    saw(text) {
      if (gapsIn(text).length === 0) asked = "";
    },
  };
}
