// @ts-check
/** When a field is read while its text changes: once a frame, and asked about after a pause. */

import { buttonAt, sends } from "./sends.js";

/** So long without typing, in ms, and the agent is taken to have finished for now. */
const REST_MS = 1500;
/** So long, and what the draft still lacks may be told, where it looks finished. */
const DONE_MS = 4000;

/**
 * @param {{
 *   element: HTMLElement,
 *   signal: AbortSignal,
 *   pauseMs: () => number,
 *   typed: () => void,
 *   changed: () => void,
 *   look: () => void,
 *   rested: () => void,
 *   done: () => void,
 * }} options `typed` is called at every key, `changed` once a frame after the text changed,
 *   whoever changed it, `look` after a pause, `rested` after a longer one or when the field is left,
 *   `done` after a long one or when the focus goes to what sends the draft
 * @returns {{lookSoon: () => void, cancel: () => void}} `lookSoon` begins a pause, `cancel` drops
 *   the one that runs
 */
export function watchTyping({ element, signal, pauseMs, typed, changed, look, rested, done }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let rest;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let long;
  /** Half a word of an input method is nothing to ask about. */
  let isComposing = false;
  let frame = 0;

  const cancel = () => clearTimeout(pause);
  function lookSoon() {
    cancel();
    if (!isComposing) pause = setTimeout(look, pauseMs());
  }

  function touched() {
    // After the editor itself is done: typing waits for nothing of ours.
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      changed();
    });
    lookSoon();
    clearTimeout(rest);
    clearTimeout(long);
    if (isComposing) return;
    rest = setTimeout(rested, REST_MS);
    long = setTimeout(done, DONE_MS);
  }

  const options = { passive: true, signal };
  element.addEventListener("input", () => {
    typed();
    touched();
  }, options);
  element.addEventListener("compositionstart", () => {
    isComposing = true;
    cancel();
  }, options);
  element.addEventListener("compositionend", () => {
    isComposing = false;
    touched();
  }, options);
  element.addEventListener("focusout", ({ relatedTarget }) => {
    const button = buttonAt(relatedTarget);
    if (button && sends(button, element)) done();
    else rested();
  }, options);
  // Editors redraw their text by themselves, after an undo for one, and no event tells.
  const redrawn = new MutationObserver(touched);
  redrawn.observe(element, { subtree: true, childList: true, characterData: true });
  signal.addEventListener("abort", () => {
    cancel();
    clearTimeout(rest);
    clearTimeout(long);
    cancelAnimationFrame(frame);
    redrawn.disconnect();
  });

  return { lookSoon, cancel };
}
