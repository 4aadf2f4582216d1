// @ts-check
/** A button that has something written, once; what hindered it is said beside it. */

import { say } from "./elements.js";
import { ask, NoAnswer } from "./sending.js";

/**
 * @param {HTMLButtonElement} button
 * @param {Element} told where the outcome is said
 * @param {string} address
 * @param {() => FormData} body
 * @param {(page: string) => Node} done what is said then; `page` is where it can be seen
 */
export function onceClicked(button, told, address, body, done) {
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const { page } = await ask(address, body());
      told.replaceChildren(done(page));
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      say(told, error.message, "remark");
      button.disabled = false;
    }
  });
}
