// @ts-check
/**
 * One walk over a field: its plain text, and the way from an offset of that text to a place in the
 * DOM and back. Read-only.
 *
 * Offsets are UTF-16 units of `text`. No-break spaces, which editors put in by themselves, read as
 * spaces; the line breaks between blocks belong to no node.
 */

import { createRuns } from "./runs.js";

/** @typedef {{node: Text, offset: number}} Spot */
/**
 * @typedef {{
 *   text: string,
 *   at: (offset: number, side?: "before" | "after") => Spot | null,
 *   range: (start: number, end: number) => Range | null,
 *   offsetOf: (node: Node, offset: number) => number | null,
 * }} FieldText
 */

/** An empty line stands between these and what surrounds them. */
const PARAGRAPHS = new Set(
  "P LI UL OL DL H1 H2 H3 H4 H5 H6 BLOCKQUOTE PRE TR TABLE HR FIGURE".split(" "),
);
/** These begin a new line. */
const LINES = new Set(
  ("DIV DD DT ADDRESS ARTICLE ASIDE CAPTION DETAILS FIELDSET FIGCAPTION FOOTER FORM HEADER " +
    "LEGEND MAIN NAV SECTION SUMMARY TD TH TBODY THEAD TFOOT").split(" "),
);
/** What stands inside is not text of the draft. */
const OPAQUE = new Set(
  ("AUDIO BUTTON CANVAS DATALIST HEAD IFRAME INPUT MATH METER NOSCRIPT OBJECT PROGRESS SCRIPT " +
    "SELECT STYLE TEMPLATE TEXTAREA TITLE VIDEO").split(" "),
);
/** What editors put in to hold the caret, as CKEditor 5 beside bold type: it is gone in a moment. */
const FILLERS = /[\u200b\u2060\ufeff]+/u;
/** Somebody else's words inside the editor. */
const QUOTED = "blockquote, .gmail_quote";

/**
 * @param {HTMLElement} element a textarea, an input or an editing host
 * @returns {FieldText} `at`, `range` and `offsetOf` answer null where no text node stands behind
 *   the offset (any more), always so in a textarea and an input
 */
export function readField(element) {
  if (isValueField(element)) {
    return { text: plain(element.value), at: none, range: none, offsetOf: none };
  }
  const runs = /** @type {import("./runs.js").Runs<Text>} */ (createRuns());
  walk(element, whiteSpaceOf(styleOf(element)), runs);
  return fieldText(element.ownerDocument, runs);
}

/**
 * @param {Element} element
 * @returns {element is HTMLTextAreaElement | HTMLInputElement}
 */
export function isValueField(element) {
  return element.tagName === "TEXTAREA" || element.tagName === "INPUT";
}

/** @returns {null} */
function none() {
  return null;
}

/** @param {string} text */
function plain(text) {
  return text.replaceAll("\u00a0", " ").replaceAll("\u202f", " ");
}

/** @typedef {"collapse" | "lines" | "keep"} WhiteSpace */

/** @param {Element} element */
function styleOf(element) {
  return element.ownerDocument.defaultView?.getComputedStyle(element);
}

/**
 * @param {CSSStyleDeclaration | undefined} style
 * @returns {WhiteSpace}
 */
function whiteSpaceOf(style) {
  const value = style?.getPropertyValue("white-space-collapse");
  if (value === "preserve" || value === "break-spaces") return "keep";
  return value === "preserve-breaks" ? "lines" : "collapse";
}

/**
 * @param {Element} element
 * @param {WhiteSpace} whiteSpace
 * @param {import("./runs.js").Runs<Text>} runs
 */
function walk(element, whiteSpace, runs) {
  for (let node = element.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === 3) {
      const text = /** @type {Text} */ (node);
      let from = 0;
      for (const part of FILLERS.test(text.data) ? text.data.split(FILLERS) : [text.data]) {
        from = text.data.indexOf(part, from);
        runs.text(text, part, whiteSpace, from);
        from += part.length;
      }
    } else if (node.nodeType === 1) {
      enter(/** @type {Element} */ (node), whiteSpace, runs);
    }
  }
}

/**
 * @param {Element} element
 * @param {WhiteSpace} whiteSpace of the parent
 * @param {import("./runs.js").Runs<Text>} runs
 */
function enter(element, whiteSpace, runs) {
  const tag = element.tagName;
  if (tag === "BR") return runs.lineBreak();
  if (OPAQUE.has(tag) || element.namespaceURI?.endsWith("svg")) return;
  const lines = PARAGRAPHS.has(tag) ? 2 : LINES.has(tag) ? 1 : 0;
  const plainInline = lines === 0 && element.attributes.length === 0 && !tag.includes("-");
  if (plainInline) return walk(element, whiteSpace, runs);

  const style = styleOf(element);
  if (style?.display === "none" || style?.visibility === "hidden") return;
  const outside = lines || (style?.display && !/^(inline|contents)/u.test(style.display) ? 1 : 0);
  runs.boundary(outside);
  if (!element.matches(QUOTED)) walk(element, whiteSpaceOf(style), runs);
  runs.boundary(outside);
}

/**
 * An editor may have divided or shortened the node since it was read.
 *
 * @param {Spot} spot
 */
function isThere({ node, offset }) {
  return offset <= node.length;
}

/**
 * @param {Document} document
 * @param {import("./runs.js").Runs<Text>} runs
 * @returns {FieldText}
 */
function fieldText(document, runs) {
  /** @type {FieldText["at"]} */
  const at = (offset, side = "after") => {
    const found = runs.at(offset, side);
    return found && { node: found.owner, offset: found.offset };
  };
  return {
    text: plain(runs.read()),
    at,
    range(start, end) {
      const from = at(start, "after");
      const to = start === end ? from : at(end, "before");
      if (!from || !to || !isThere(from) || !isThere(to)) return null;
      const range = document.createRange();
      range.setStart(from.node, from.offset);
      range.setEnd(to.node, to.offset);
      return range;
    },
    offsetOf(node, offset) {
      const inText = node.nodeType === 3 ? runs.offsetOf(/** @type {Text} */ (node), offset) : null;
      if (inText !== null) return inText;
      const point = document.createRange();
      point.setStart(node, offset);
      return runs.firstFrom((text) => point.comparePoint(text, 0) >= 0);
    },
  };
}
