// @ts-check
/** The buttons of our cards. Only presses of a person count. */

import { build } from "./build.js";

/** @import { Port } from "../protocol.js" */

/**
 * @param {{document: Document, port: Port, signal: AbortSignal}} options
 */
export function createButtons({ document, port, signal }) {
  /**
   * @template {HTMLElement} T
   * @param {T} element
   * @param {() => void} act
   */
  function press(element, act) {
    element.addEventListener("click", (event) => event.isTrusted && act(), { signal });
    return element;
  }

  /**
   * @param {string} name of the message
   * @param {() => void} act
   * @param {Record<string, string>} [attributes]
   */
  function button(name, act, attributes = {}) {
    const element = build(document, "button", { type: "button", ...attributes });
    element.textContent = port.text(name);
    return press(element, act);
  }

  /**
   * A button that opens and closes a part of the card.
   *
   * @param {string} name of the message
   * @param {HTMLElement} part
   * @param {(open: boolean) => void} turned
   * @param {Record<string, string>} [attributes]
   */
  function opener(name, part, turned, attributes = {}) {
    const turn = (/** @type {boolean} */ open) => {
      part.hidden = !open;
      element.setAttribute("aria-expanded", String(open));
    };
    const act = () => {
      turn(part.hidden);
      turned(!part.hidden);
    };
    const element = button(name, act, { class: "quiet", ...attributes });
    turn(false);
    return element;
  }

  return { press, button, opener };
}

/** @typedef {ReturnType<typeof createButtons>} Buttons */
