// @ts-check
/** Where the dot may stand at a field. Pure. */

/** Side of the dot with its margin, in CSS pixels. */
export const SIDE = 24;
/** What of it is margin, on each side. */
export const MARGIN = 5;
/** Room kept for a scroll bar and the corner that resizes a field, in CSS pixels. */
const CORNER = 18;
/** A field of one line, in CSS pixels: the dot would stand on its text. */
const LOW = 40;
/** How far apart two places are: the badges of others are about as wide. */
const STEP = 32;
/** How many places further along the lower edge, then up the right edge, are looked at. */
const ALONG = 4;
const UP = 2;

/**
 * `left` and `top` are the upper left corner of the dot, in CSS pixels of the viewport.
 * @typedef {{left: number, top: number}} Spot
 */

/**
 * How far the dot's lower right corner is from that of the field: inwards, in CSS pixels.
 * @typedef {{right: number, bottom: number}} Shift
 */

/**
 * `seen` is what the viewport and scroll boxes leave of the `whole` field.
 * @typedef {{seen: DOMRect, whole: DOMRect, view: {width: number, height: number}}} Box
 */

/**
 * @param {Box} box
 * @returns {Spot[]} the lower right corner first, behind the right edge where the field holds one
 *   line; then those beside it, for when something else stands there. Empty where too little of
 *   the field is seen
 */
export function spots({ seen, whole, view }) {
  const { right, bottom } = corner({ seen, whole, view });
  const low = whole.height < LOW;
  const high = bottom - Math.max(seen.top, 0);
  const least = low ? whole.height / 2 : SIDE;
  const room = right - Math.max(seen.left, 0);
  if (whole.width === 0 || seen.height === 0 || high < least || room < SIDE) return [];
  const top = low
    ? (whole.top + whole.bottom - SIDE) / 2
    : bottom - SIDE - Math.min(6, whole.height / 8);
  const left = low ? Math.min(right - MARGIN + 2, view.width - SIDE) : right - SIDE - CORNER;
  const all = [{ left, top }];
  for (let step = 1; step <= ALONG; step += 1) all.push({ left: left - step * STEP, top });
  for (let step = 1; step <= (low ? 0 : UP); step += 1) all.push({ left, top: top - step * STEP });
  const [first, ...others] = all;
  const inside = (/** @type {Spot} */ spot) =>
    spot.left >= Math.max(seen.left, 0) && spot.top >= Math.max(seen.top, 0);
  return [/** @type {Spot} */ (first), ...others.filter(inside)];
}

/**
 * @param {Box} box
 * @param {Shift} shift
 * @returns {Spot} inside the viewport
 */
export function shifted(box, { right, bottom }) {
  const from = corner(box);
  return held({ left: from.right - right - SIDE, top: from.bottom - bottom - SIDE }, box.view);
}

/**
 * @param {Box} box
 * @param {Spot} spot to which the agent moved the dot
 * @returns {Shift}
 */
export function shiftOf(box, spot) {
  const { left, top } = held(spot, box.view);
  const from = corner(box);
  return {
    right: Math.round(from.right - left - SIDE),
    bottom: Math.round(from.bottom - top - SIDE),
  };
}

/** @param {Box} box */
function corner({ seen, view }) {
  return { right: Math.min(seen.right, view.width), bottom: Math.min(seen.bottom, view.height) };
}

/**
 * @param {Spot} spot
 * @param {{width: number, height: number}} view
 * @returns {Spot}
 */
function held({ left, top }, view) {
  return {
    left: Math.max(0, Math.min(left, view.width - SIDE)),
    top: Math.max(0, Math.min(top, view.height - SIDE)),
  };
}
