// @ts-check
/**
 * Puts marks on the text without touching it: CSS highlights over ranges of the DOM, or over value
 * ranges where fields offer them; a mirror of the field elsewhere.
 */

import { isValueField } from "./textmap.js";

/** @import { Severity } from "../protocol.js" */
/** @import { FieldText } from "./textmap.js" */
/** @typedef {Severity | "slot" | "active"} MarkName */
/** @typedef {{start: number, end: number, name: MarkName}} Mark */
/**
 * A live range over the value of a field (OpaqueRange), which the type definitions do not know yet.
 * @typedef {AbstractRange & Pick<Range, "getClientRects" | "getBoundingClientRect">} DrawnRange
 * @typedef {HTMLElement & {createValueRange?: (start: number, end: number) => DrawnRange}} Field
 */
/**
 * `draw` replaces all marks. `rects` are in CSS pixels of the field's viewport and empty for what
 * is not drawn. `at` are the drawn marks under a point.
 * @typedef {{
 *   draw: (marks: readonly Mark[], text: FieldText) => void,
 *   rects: (mark: Mark) => DOMRect[],
 *   at: (x: number, y: number) => Mark[],
 *   clear: () => void,
 * }} Painter
 */

/** What lies above where marks overlap. */
const PRIORITY = { info: 0, low: 1, medium: 2, high: 3, slot: 4, active: 5 };

/**
 * @param {{field: Field, url: (path: string) => string, signal: AbortSignal}} options
 * @returns {Painter | null} null where a mirror is to carry the marks
 */
export function createPainter({ field, url, signal }) {
  if (!field.createValueRange && isValueField(field)) return null;
  void adoptStyles(field, url);
  const painter = createHighlights(field);
  signal.addEventListener("abort", painter.clear);
  return painter;
}

/**
 * @param {Field} field
 * @returns {Painter}
 */
function createHighlights(field) {
  /** @type {{mark: Mark, range: DrawnRange}[]} */
  let entries = [];
  const highlights = /** @type {Record<MarkName, Highlight>} */ ({});
  for (const [name, priority] of Object.entries(PRIORITY)) {
    highlights[/** @type {MarkName} */ (name)] = Object.assign(new Highlight(), { priority });
  }

  /** @param {Mark} mark @param {FieldText} text */
  function rangeOf({ start, end }, text) {
    return field.createValueRange
      ? field.createValueRange(start, end)
      : /** @type {DrawnRange | null} */ (text.range(start, end));
  }

  /**
   * @param {Mark} mark
   * @param {FieldText} text
   * @returns {(range: AbstractRange) => boolean}
   */
  function placeOf({ start, end }, text) {
    if (field.createValueRange) {
      return ({ startOffset, endOffset }) => startOffset === start && endOffset === end;
    }
    const from = text.at(start, "after");
    const to = text.at(end, "before");
    return (range) =>
      range.startContainer === from?.node &&
      range.startOffset === from.offset &&
      range.endContainer === to?.node &&
      range.endOffset === to.offset;
  }

  /** @param {readonly Mark[]} marks @param {FieldText} text */
  function draw(marks, text) {
    const before = entries;
    entries = [];
    for (const mark of marks) {
      const isAt = placeOf(mark, text);
      // Ranges follow the text by themselves: keep those that arrived at the right place.
      const index = before.findIndex((one) => one.mark.name === mark.name && isAt(one.range));
      const [kept] = index < 0 ? [] : before.splice(index, 1);
      const range = kept?.range ?? rangeOf(mark, text);
      if (!range) continue;
      if (!kept) highlights[mark.name].add(range);
      entries.push({ mark, range });
    }
    for (const { mark, range } of before) highlights[mark.name].delete(range);
    register();
  }

  function register() {
    for (const [name, highlight] of Object.entries(highlights)) {
      const key = `unruffle-${name}`;
      const isThere = CSS.highlights.get(key) === highlight;
      // Even the same one, set anew, is painted anew with all its ranges.
      if (highlight.size > 0 && !isThere) CSS.highlights.set(key, highlight);
      else if (highlight.size === 0 && isThere) CSS.highlights.delete(key);
    }
  }

  return {
    draw,
    clear() {
      entries = [];
      for (const highlight of Object.values(highlights)) highlight.clear();
      register();
    },
    rects(mark) {
      const entry = entries.find((one) => sameMark(one.mark, mark));
      return entry ? [...entry.range.getClientRects()] : [];
    },
    at(x, y) {
      const under = rangesFromPoint(field, x, y);
      return entries
        .filter(({ range }) => (under ? under.has(range) : isUnder(range.getClientRects(), x, y)))
        .map(({ mark }) => mark);
    },
  };
}

/** @param {Mark} a @param {Mark} b */
export function sameMark(a, b) {
  return a.name === b.name && a.start === b.start && a.end === b.end;
}

/** @param {Iterable<DOMRect>} rects @param {number} x @param {number} y */
export function isUnder(rects, x, y) {
  for (const { left, right, top, bottom } of rects) {
    if (left <= x && x < right && top <= y && y < bottom) return true;
  }
  return false;
}

/**
 * @typedef {{highlightsFromPoint?: (x: number, y: number, options: {shadowRoots: ShadowRoot[]}) =>
 *   {ranges: AbstractRange[]}[]}} PointTest
 */

/**
 * @param {Element} field
 * @param {number} x
 * @param {number} y
 * @returns {Set<AbstractRange> | null} null where the browser cannot tell
 */
function rangesFromPoint(field, x, y) {
  const registry = /** @type {PointTest} */ (/** @type {unknown} */ (CSS.highlights));
  if (!registry.highlightsFromPoint) return null;
  const shadowRoots = [];
  for (let root = field.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) {
    shadowRoots.push(root);
  }
  const hits = registry.highlightsFromPoint(x, y, { shadowRoots });
  return new Set(hits.flatMap(({ ranges }) => ranges));
}

/**
 * In Firefox the styles of the document do not reach into shadow roots.
 *
 * @param {Element} field
 * @param {(path: string) => string} url
 */
async function adoptStyles(field, url) {
  const root = field.getRootNode();
  if (!(root instanceof ShadowRoot)) return;
  const reached = getComputedStyle(field, "::highlight(unruffle-high)").textDecorationLine;
  if (reached.includes("underline")) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await (await fetch(url("content/highlight.css"))).text());
  root.adoptedStyleSheets.push(sheet);
}
