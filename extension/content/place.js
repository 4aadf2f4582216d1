// @ts-check
/** Where a card goes beside a place in the text, and the panel beside the field. Pure. */

/** Room between the card and the text, in CSS pixels. */
const GAP = 6;
/** Room between the card and the edge of the viewport, in CSS pixels. */
const EDGE = 8;

/**
 * Under the text, else above it, else where there is more room; always inside the viewport.
 *
 * @param {{left: number, top: number, bottom: number}} rect the place in the text
 * @param {{width: number, height: number}} size of the card
 * @param {{width: number, height: number}} view the viewport
 * @returns {{left: number, top: number, fits: boolean}} in CSS pixels of the viewport; `fits` is
 *   false when the card covers the text or is cut off
 */
export function place(rect, size, view) {
  const fit = (/** @type {number} */ top) => top >= EDGE && top + size.height + EDGE <= view.height;
  const left = clamp(rect.left, EDGE, view.width - size.width - EDGE);
  const under = rect.bottom + GAP;
  const above = rect.top - GAP - size.height;
  const wide = size.width + 2 * EDGE <= view.width;
  if (fit(under)) return { left, top: under, fits: wide };
  if (fit(above)) return { left, top: above, fits: wide };
  const more = view.height - rect.bottom >= rect.top ? under : above;
  return { left, top: clamp(more, EDGE, view.height - size.height - EDGE), fits: false };
}

/**
 * Where the panel goes: beside the field if there is room, else at the edge of the viewport where
 * it covers less of the field.
 *
 * @param {{left: number, right: number, top: number, bottom: number}} rect of the field
 * @param {{width: number, height: number}} size of the panel
 * @param {{width: number, height: number}} view the viewport
 * @returns {{left: number, top: number}} in CSS pixels of the viewport
 */
export function placeBeside(rect, size, view) {
  const right = rect.right + GAP;
  const left = rect.left - GAP - size.width;
  const last = Math.max(EDGE, view.width - size.width - EDGE);
  const edge = EDGE - left < right - last ? EDGE : last;
  const beside = right <= last ? right : left >= EDGE ? left : edge;
  const top = clamp(rect.bottom - size.height, EDGE, view.height - size.height - EDGE);
  return { left: beside, top };
}

/**
 * @param {number} value
 * @param {number} low wins when there is no room between the two
 * @param {number} high
 */
function clamp(value, low, high) {
  return Math.max(low, Math.min(value, high));
}
