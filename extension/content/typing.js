// @ts-check
/**
 * When a field is read while its text changes: once a frame, and asked about after a pause; at once
 * when text was pasted, and when the agent leaves the field.
 */

import { buttonAt, sends } from "./sends.js";

/** So long without typing, in ms, and the agent is taken to have finished for now. */
const REST_MS = 1500;
/** The first change of the text so soon after a paste or a drop, in ms, is what came by it. */
const SOON_MS = 5000;
/** So long, and what the draft still lacks may be told, where it looks finished. */
const DONE_MS = 4000;

/**
 * @param {{
 *   element: HTMLElement,
 *   signal: AbortSignal,
 *   pauseMs: () => number,
 *   typed: () => void,
 *   changed: () => boolean,
 *   look: () => void,
 *   rested: () => void,
 *   done: () => void,
 * }} options `typed` is called at every key, `changed` once a frame after the field changed, whoever
 *   changed it, and tells whether its text did, `look` after a pause, `rested` after a longer one or when the field is left,
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
  /** When something was pasted or dropped that has not changed the text yet. */
  let pastedAt = Number.NEGATIVE_INFINITY;
  let frame = 0;

  function cancel() {
    clearTimeout(pause);
    pause = undefined;
  }

  function lookSoon() {
    cancel();
    if (!isComposing) pause = setTimeout(look, pauseMs());
  }

  function touched() {
    // After the editor itself is done: typing waits for nothing of ours.
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      // Some editors make room first and put the words in later.
      if (!changed()) return;
      if (performance.now() - pastedAt < SOON_MS) look();
      pastedAt = Number.NEGATIVE_INFINITY;
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
  for (const type of ["paste", "drop"]) {
    const pasted = () => void (pastedAt = performance.now());
    // Some editors catch what is pasted in a box of their own beside the field.
    element.ownerDocument.addEventListener(type, pasted, { capture: true, ...options });
  }
  element.addEventListener("compositionstart", () => {
    isComposing = true;
    cancel();
  }, options);
  element.addEventListener("compositionend", () => {
    isComposing = false;
    touched();
  }, options);
  element.addEventListener("focusout", ({ relatedTarget }) => {
    if (pause !== undefined) look();
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
