// @ts-check
/**
 * The side card: what is already good, the one thing to add, the four phases, what else may be
 * looked at, and how the customer's message was read. Drawn anew when what it says has changed; the
 * focus, what was opened and the scroll stay.
 */

/** @import { Opener, Port, StructuralCheck, Technique } from "../protocol.js" */
/** @import { View } from "./coach.js" */
/** @import { Said } from "./draft.js" */
import { stayApart } from "./apart.js";
import { build } from "./build.js";
import { createButtons } from "./buttons.js";
import { checkParts } from "./checkparts.js";
import { draftParts } from "./draftparts.js";
import { css } from "./panel.css.js";
import { placeBeside } from "./place.js";
import { situationParts } from "./situationparts.js";
import { moveFocus, tabStep } from "./stops.js";

/**
 * What the agent chose.
 * @typedef {{
 *   point: (technique: Technique) => void,
 *   insert: (check: StructuralCheck, opener: Opener) => void,
 *   dismiss: (check: StructuralCheck) => void,
 *   mute: (check: StructuralCheck) => void,
 *   copy: (words: string) => void,
 *   rest: () => void,
 *   says: (change: Partial<Said>) => void,
 *   pick: () => void,
 *   close: (refocus: boolean) => void,
 * }} PanelChoices
 */

/**
 * `draw` shows what there is to say, or that there is nothing; `pointed` is the technique that is
 * highlighted in the text. `tell` shows a line until the panel is hidden.
 * @typedef {{
 *   draw: (view: View | null, pointed: string | null) => void,
 *   place: (field: DOMRect) => void,
 *   focus: () => void,
 *   hide: () => void,
 *   say: (text: string) => void,
 *   tell: (text: string) => void,
 *   contains: (node: Node | null) => boolean,
 * }} Panel
 */

/**
 * What the parts of the panel are made with. `keep` makes a part that opens stay open when the
 * panel is drawn anew.
 * @typedef {import("./buttons.js").Buttons & {
 *   document: Document,
 *   port: Port,
 *   on: PanelChoices,
 *   section: (name: string, ...children: (Node | string)[]) => HTMLElement,
 *   keep: (key: string, name: string, part: HTMLElement) => HTMLButtonElement,
 * }} Make
 */

/**
 * @param {{root: ShadowRoot | HTMLElement, port: Port, signal: AbortSignal, on: PanelChoices}}
 *   options `root` is the surface, or any element of a page of our own
 * @returns {Panel} hidden until `draw`; takes the focus only by `focus`
 */
export function createPanel({ root, port, signal, on }) {
  const document = root.ownerDocument;
  addStyles(root);
  const buttons = createButtons({ document, port, signal });
  const title = build(document, "h2", { id: "unruffle-panel", text: port.text("panel_title") });
  const close = buttons.button("popover_close", () => on.close(true), { class: "quiet" });
  const head = build(document, "div", { class: "head" }, title, close);
  const body = build(document, "div", { class: "body" });
  const news = build(document, "p", { class: "news", hidden: "" });
  const status = build(document, "p", { class: "said", role: "status" });
  const foot = build(document, "p", { class: "foot", text: port.text("badge_foot") });
  const named = { role: "dialog", "aria-labelledby": "unruffle-panel", tabindex: "-1" };
  const panel = build(document, "section", { class: "panel", hidden: "", ...named });
  panel.append(head, news, body, status, foot);
  root.append(panel);
  signal.addEventListener("abort", () => panel.remove());

  let drawn = "";
  let at = new DOMRect();
  /** Parts that the agent opened. @type {Set<string>} */
  const opened = new Set();

  stayApart(panel, signal);
  panel.addEventListener("keydown", keydown, { signal });

  /** @param {KeyboardEvent} event */
  function keydown(event) {
    if (!event.isTrusted) return;
    if (event.key === "Escape") {
      event.preventDefault();
      return on.close(true);
    }
    const step = tabStep(event);
    if (step === 0) return;
    event.preventDefault();
    moveFocus(panel, step);
  }

  /** @type {Make} */
  const make = {
    ...buttons,
    document,
    port,
    on,
    section(name, ...children) {
      const heading = build(document, "h3", { text: port.text(name) });
      return build(document, "div", { class: "part" }, heading, ...children);
    },
    keep(key, name, part) {
      const turned = (/** @type {boolean} */ open) => {
        if (open) opened.add(key);
        else opened.delete(key);
        put();
      };
      const button = buttons.opener(name, part, turned, { "data-key": key });
      if (opened.has(key)) {
        part.hidden = false;
        button.setAttribute("aria-expanded", "true");
      }
      return button;
    },
  };

  function put() {
    const view = { width: document.documentElement.clientWidth, height: innerHeight };
    const spot = placeBeside(at, panel.getBoundingClientRect(), view);
    panel.style.left = `${spot.left}px`;
    panel.style.top = `${spot.top}px`;
  }

  /** On the one thing to add; before the answer is there on the panel as a whole. */
  function focus() {
    const first = /** @type {HTMLElement | null} */ (body.querySelector(".offer"));
    (first ?? panel).focus({ preventScroll: true });
  }

  /** The stop that has the focus, by its place and its name. */
  function focusedStop() {
    const stops = [...body.querySelectorAll("button, a, input")];
    const index = stops.findIndex((stop) => stop.matches(":focus"));
    const found = stops[index];
    return found ? { index, name: found.textContent, isOffer: found.matches(".offer") } : null;
  }

  /** @param {View | null} view @param {string | null} pointed */
  function fill(view, pointed) {
    const stop = focusedStop();
    const { scrollTop } = body;
    const nothing = build(document, "p", { class: "quietly", text: port.text("panel_nothing") });
    body.replaceChildren(
      ...(view
        ? [
            ...draftParts(make, view, pointed),
            ...checkParts(make, view),
            ...situationParts(make, view),
          ]
        : [nothing]),
    );
    body.scrollTop = scrollTop;
    if (panel.matches(":focus")) return focus();
    if (!stop) return;
    const stops = [...body.querySelectorAll("button, a, input")];
    const named = stops.find((one) => one.textContent === stop.name);
    // Other words may be the next best thing by now; whoever waits on them is to land on those.
    if (!named && stop.isOffer) return focus();
    const same = named ?? stops[stop.index];
    /** @type {HTMLElement} */ (same ?? close).focus({ preventScroll: true });
  }

  return {
    draw(view, pointed) {
      const now = JSON.stringify([view, pointed]);
      const isNew = panel.hidden || now !== drawn;
      drawn = now;
      panel.hidden = false;
      if (!isNew) return;
      fill(view, pointed);
      put();
    },
    place(field) {
      at = field;
      if (!panel.hidden) put();
    },
    focus,
    hide() {
      panel.hidden = true;
      status.textContent = "";
      news.hidden = true;
      opened.clear();
    },
    say: (text) => void (status.textContent = text),
    tell(text) {
      news.textContent = text;
      news.hidden = false;
      put();
    },
    contains: (node) => node !== null && panel.contains(node),
  };
}

/** @param {ShadowRoot | HTMLElement} root */
function addStyles(root) {
  const scope = /** @type {Document | ShadowRoot} */ (root.getRootNode());
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  // Firefox lets a content script push, but not assign.
  scope.adoptedStyleSheets.push(sheet);
}
