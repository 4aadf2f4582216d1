// @ts-check
/**
 * Asks once before a draft goes out with open gaps, or with words that the team wants asked about,
 * whoever sends it: a form, a button, a key; in the field's own page or in one around its frame.
 * The answer is to send it again, and nobody is told.
 */

import { isInside, pagesAround, rootsAround } from "./around.js";
import { openGaps } from "./leftovers.js";
import { isAside, pressed, sends } from "./sends.js";

/** @import { Placed } from "../protocol.js" */
/** @typedef {{slots: string[], risky: Placed[]}} Held why a draft was held back */

/**
 * @param {{
 *   element: HTMLElement,
 *   signal: AbortSignal,
 *   heard: () => string,
 *   read: () => string,
 *   risky: (text: string) => Placed[],
 *   rests: () => boolean,
 *   ask: (held: Held) => void,
 * }} options `heard` is the customer's message, `risky` are findings that are asked about; `ask` is
 *   called when a sending was held back, which never happens while it `rests`
 * @returns {{saw: (text: string) => void}} told what the field holds whenever it was read
 */
export function holdBack({ element, signal, heard, read, risky, rests, ask }) {
  let asked = "";
  /** Whether Enter alone, without Shift, was pressed last; */
  let isPlainEnter = false;
  /** and whether it begins a new line in this field, as in a letter, not in a chat. */
  let breaksLines = false;

  /** @param {string} text @returns {Held} */
  const reasonsIn = (text) => ({
    slots: openGaps(text, heard).map(({ start, end }) => text.slice(start, end)),
    risky: risky(text),
  });

  /** @param {string} text @param {Held} held @returns {string} what is asked about, once */
  const named = (text, { slots, risky }) =>
    [...slots, ...risky.map(({ start, end }) => text.slice(start, end))].join("\n");

  /** @param {Event} event */
  function hold(event) {
    if (!event.isTrusted || rests()) return;
    const text = read();
    const held = reasonsIn(text);
    const now = named(text, held);
    if (now === asked) return;
    asked = now;
    if (now === "") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(held);
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
      if (asked !== "" && named(text, reasonsIn(text)) === "") asked = "";
    },
  };
}
