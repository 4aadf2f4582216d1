// @ts-check
/** Caret and selection of a field as offsets of its text. */

import { isValueField } from "./textmap.js";

/** @import { FieldText } from "./textmap.js" */
/** @typedef {{start: number, end: number}} Selected */

/**
 * @param {HTMLElement} field
 * @param {FieldText} text as read from the field now
 * @returns {Selected | null} null when the selection is elsewhere
 */
export function selectedIn(field, text) {
  if (isValueField(field)) {
    const { selectionStart, selectionEnd } = field;
    return selectionStart === null || selectionEnd === null
      ? null
      : { start: selectionStart, end: selectionEnd };
  }
  const selection = selectionAround(field);
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection ?? {};
  if (!anchorNode || !focusNode || !field.contains(anchorNode) || !field.contains(focusNode)) {
    return null;
  }
  const anchor = text.offsetOf(anchorNode, anchorOffset ?? 0);
  const focus = text.offsetOf(focusNode, focusOffset ?? 0);
  if (anchor === null || focus === null) return null;
  return { start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
}

/**
 * @param {HTMLElement} field
 * @param {FieldText} text as read from the field now
 * @param {Selected} place an empty one sets the caret, after what stands before it in its line
 */
export function select(field, text, { start, end }) {
  if (isValueField(field)) {
    field.setSelectionRange(start, end);
    return;
  }
  const caret = () => (begins(text.text, start) && text.at(start)) || text.at(start, "before");
  const from = start === end ? caret() : text.at(start, "after");
  const to = start === end ? from : text.at(end, "before");
  if (!from || !to) return;
  selectionAround(field)?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
}

/** @param {string} text @param {number} at */
function begins(text, at) {
  return text.charAt(at - 1) === "\n" && at < text.length;
}

/**
 * Chromium keeps a selection for each shadow root; elsewhere the document's own reaches inside.
 *
 * @param {HTMLElement} field
 */
function selectionAround(field) {
  const root = /** @type {{getSelection?: () => Selection | null}} */ (
    /** @type {unknown} */ (field.getRootNode())
  );
  return root.getSelection ? root.getSelection() : field.ownerDocument.getSelection();
}
