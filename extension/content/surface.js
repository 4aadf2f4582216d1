// @ts-check
/** The one element of ours in the page: a closed shadow root in the top layer. */

import { css } from "./ui.css.js";

/**
 * How often the element is put back between two calls of `near`. A page that keeps removing it
 * wins, because two observers that undo each other would never end.
 */
const RETURNS = 5;

/**
 * `near` puts the surface where it can be seen and clicked together with `element`, on top of all
 * that is open.
 * @typedef {{root: ShadowRoot, near: (element: Element) => void}} Surface
 */

/**
 * @param {{document: Document, signal: AbortSignal, styles?: string}} options `styles` replaces
 *   the style sheet of the product
 * @returns {Surface} not in the page until `near`
 */
export function createSurface({ document, signal, styles = css }) {
  const host = document.createElement("unruffle-surface");
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  // Firefox lets a content script push, but not assign.
  root.adoptedStyleSheets.push(sheet);
  host.setAttribute("popover", "manual");

  let returns = 0;
  /** @type {Element | null} */
  let parent = null;
  const observer = new MutationObserver(() => {
    if (signal.aborted || host.isConnected || !parent?.isConnected || returns === 0) return;
    returns -= 1;
    attach(parent);
  });

  /** @param {Element} where */
  function attach(where) {
    if (host.parentNode !== where) where.append(host);
    if (host.matches(":popover-open")) host.hidePopover();
    host.showPopover();
  }

  /** @param {Element} element */
  function near(element) {
    if (signal.aborted) return;
    const where = modalAround(element) ?? document.documentElement;
    if (where !== parent) {
      parent = where;
      observer.disconnect();
      observer.observe(where, { childList: true });
    }
    // The page may be enlarged by itself; ours is placed in pixels of the viewport.
    host.style.setProperty("--unruffle-zoom", String(1 / (where.currentCSSZoom || 1)));
    returns = RETURNS;
    if (!host.isConnected || host.parentNode !== where || root.activeElement === null) {
      attach(where);
    }
  }

  signal.addEventListener("abort", () => {
    observer.disconnect();
    host.remove();
  });
  return { root, near };
}

/**
 * Everything outside an open modal dialog is inert, so the surface has to be inside.
 *
 * @param {Element} element
 * @returns {Element | null}
 */
function modalAround(element) {
  /** @type {Node | null} */
  let node = element;
  while (node) {
    if (node instanceof Element && node.matches("dialog:modal")) return node;
    node = node instanceof ShadowRoot ? node.host : node.parentNode;
  }
  return null;
}
