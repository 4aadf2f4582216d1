// @ts-check
/** The agent shows which part of the page is the customer's message. */

import { isInside, pagesAround } from "./around.js";

/** Of the style sheet that comes with the marks. */
const NAME = "unruffle-picking";
/** The page is not meant while the agent shows us something. */
const HELD = ["pointerup", "mousedown", "mouseup", "click", "dblclick", "auxclick", "contextmenu"];
/** What ends a press. */
const LAST = ["click", "auxclick"];

/**
 * From now on what lies under the pointer is highlighted, until a press or Escape.
 *
 * @param {{field: Element, host: Element, signal: AbortSignal,
 *   done: (element: Element | null) => void}} options `host` holds our own cards; `done` is called
 *   once, with null where the agent thought better of it
 */
export function pickMessage({ field, host, signal, done }) {
  const looking = new AbortController();
  const holding = new AbortController();
  const looks = AbortSignal.any([signal, looking.signal]);
  const options = { capture: true, signal: AbortSignal.any([signal, holding.signal]) };

  for (const { view, stand } of pagesAround(field)) {
    const highlight = new Highlight();
    const { highlights } = /** @type {typeof globalThis} */ (/** @type {unknown} */ (view)).CSS;
    highlights.set(NAME, highlight);
    looks.addEventListener("abort", () => highlights.delete(NAME));
    view.addEventListener(
      "pointermove",
      ({ target }) => {
        highlight.clear();
        const block = blockAt(target, stand, host);
        if (!block) return;
        const range = view.document.createRange();
        range.selectNodeContents(block);
        highlight.add(range);
      },
      { capture: true, signal: looks },
    );
    view.addEventListener(
      "pointerdown",
      (event) => {
        if (!event.isTrusted || event.target === host) return;
        if (looks.aborted) return holding.abort();
        hold(event);
        // Its click comes when the button is let go, and is not for the page either.
        looking.abort();
        done(blockAt(event.target, stand, host));
      },
      options,
    );
    for (const type of HELD) {
      view.addEventListener(
        type,
        (event) => {
          if (event.target === host) return;
          hold(event);
          if (looks.aborted && LAST.includes(type)) holding.abort();
        },
        options,
      );
    }
    view.addEventListener(
      "keydown",
      (event) => {
        if (!event.isTrusted || (event.key !== "Escape" && !looks.aborted)) return;
        holding.abort();
        if (looks.aborted) return;
        hold(event);
        looking.abort();
        done(null);
      },
      options,
    );
  }
}

/** @param {Event} event */
function hold(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/**
 * @param {EventTarget | null} target
 * @param {Element} stand the field, or the frame that holds it
 * @param {Element} host
 * @returns {Element | null} the block of text there; null where the reply is, or no words are
 */
function blockAt(target, stand, host) {
  let node = /** @type {Element | null} */ (target);
  if (!node || node.nodeType !== 1 || node === host || isInside(stand, node)) return null;
  if (isInside(node, stand)) return null;
  const view = node.ownerDocument.defaultView;
  while (node && view?.getComputedStyle(node).display.startsWith("inline")) {
    node = node.parentElement;
  }
  if (!node || isInside(stand, node) || !/\p{L}{2}/u.test(node.textContent ?? "")) return null;
  return node;
}
