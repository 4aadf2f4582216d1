// @ts-check
/**
 * Marks over a textarea or an input in browsers without value ranges: an invisible copy of the
 * field's text lies over it, in our own surface, and only the lines under the marks are painted.
 */

import { isUnder, sameMark } from "./paint.js";

/** @import { Mark, Painter } from "./paint.js" */

/** What decides where a letter stands. */
const COPIED = (
  "direction font-family font-feature-settings font-kerning font-size font-size-adjust " +
  "font-stretch font-style font-variant font-variation-settings font-weight hyphens " +
  "letter-spacing line-break line-height overflow-wrap padding-bottom padding-left padding-right " +
  "padding-top tab-size text-align text-align-last text-indent text-rendering text-transform " +
  "unicode-bidi word-break word-spacing writing-mode border-bottom-width border-left-width " +
  "border-right-width border-top-width"
).split(" ");

/** The same faces as in highlight.css. */
export const FACES = {
  high: "underline 3px #16899b",
  medium: "underline 2px #16899b",
  low: "underline 1px #16899b",
  info: "underline dotted 1px #16899b",
  slot: "underline dashed 2px #16899b",
  active: "none",
};
export const TINTS = { high: "#16899b24", slot: "#16899b1a", active: "#16899b3d" };

/**
 * @param {{field: HTMLTextAreaElement | HTMLInputElement, root: ShadowRoot | HTMLElement,
 *   signal: AbortSignal}} options
 * @returns {Painter}
 */
export function createMirror({ field, root, signal }) {
  const document = field.ownerDocument;
  const mirror = document.createElement("div");
  mirror.ariaHidden = "true";
  /** @type {{mark: Mark, element: HTMLElement}[]} */
  let entries = [];

  function follow() {
    const style = getComputedStyle(field);
    for (const name of COPIED) mirror.style.setProperty(name, style.getPropertyValue(name));
    const zoom = field.currentCSSZoom ?? 1;
    const box = field.getBoundingClientRect();
    const scrolls = field.scrollHeight > field.clientHeight && field.tagName === "TEXTAREA";
    Object.assign(mirror.style, {
      zoom: String(zoom),
      position: "fixed",
      left: `${box.left / zoom}px`,
      top: `${box.top / zoom}px`,
      width: `${box.width / zoom}px`,
      height: `${box.height / zoom}px`,
      boxSizing: "border-box",
      borderStyle: "solid",
      borderColor: "transparent",
      color: "transparent",
      whiteSpace: field.tagName === "TEXTAREA" ? "pre-wrap" : "pre",
      overflowX: "hidden",
      overflowY: scrolls ? "scroll" : "hidden",
      scrollbarColor: "transparent transparent",
      pointerEvents: "none",
    });
    if (field.tagName === "INPUT") mirror.style.lineHeight = `${field.clientHeight}px`;
    mirror.scrollTop = field.scrollTop;
    mirror.scrollLeft = field.scrollLeft;
  }

  /** @type {Painter["draw"]} */
  function draw(marks) {
    const text = field.value;
    mirror.replaceChildren();
    entries = [];
    let at = 0;
    for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
      // Marks on the same words share one element; the last one painted wins.
      if (mark.start < at) {
        const { start, end } = mark;
        const under = entries.find((one) => one.mark.start <= start && end <= one.mark.end);
        if (under) paint(under.element, mark);
        continue;
      }
      const element = document.createElement("span");
      element.textContent = text.slice(mark.start, mark.end);
      paint(element, mark);
      mirror.append(text.slice(at, mark.start), element);
      entries.push({ mark, element });
      at = mark.end;
    }
    // A last line break needs something after it to have a height.
    mirror.append(`${text.slice(at)}\u200b`);
    if (entries.length === 0) return mirror.remove();
    if (!mirror.isConnected) root.prepend(mirror);
    follow();
  }

  const sizes = new ResizeObserver(() => entries.length > 0 && follow());
  sizes.observe(field);
  const options = { capture: true, passive: true, signal };
  for (const target of [document, field]) {
    target.addEventListener("scroll", () => entries.length > 0 && follow(), options);
  }
  const clear = () => {
    entries = [];
    mirror.remove();
  };
  signal.addEventListener("abort", () => {
    sizes.disconnect();
    clear();
  });

  return {
    draw,
    clear,
    rects(mark) {
      const entry = entries.find((one) => sameMark(one.mark, mark));
      return entry ? [...entry.element.getClientRects()] : [];
    },
    at: (x, y) =>
      entries
        .filter(({ element }) => isUnder(element.getClientRects(), x, y))
        .map(({ mark }) => mark),
  };
}

/** @param {HTMLElement} element @param {Mark} mark */
function paint(element, { name }) {
  if (name !== "active") element.style.textDecoration = FACES[name];
  const tint = /** @type {Partial<Record<string, string>>} */ (TINTS)[name];
  if (tint) element.style.backgroundColor = tint;
}
