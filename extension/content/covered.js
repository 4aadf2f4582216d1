// @ts-check
/** What else of the page is drawn over a field: the badge of another checker, a button. */

import { isInside } from "./around.js";

/**
 * @param {Element} field
 * @param {Element} ours what of ours lies on top, and does not count
 * @param {{left: number, top: number}} spot
 * @param {number} side of the square at `spot`, in CSS pixels
 * @returns {boolean} whether something stands there that is no part of the field, nor around it
 */
export function isCovered(field, ours, { left, top }, side) {
  const [right, bottom] = [left + side, top + side];
  const points = [[left, top], [right, top], [left, bottom], [right, bottom]];
  points.push([left + side / 2, top + side / 2]);
  return points.some(([x = 0, y = 0]) => {
    const found = drawnAt(field.ownerDocument, field, ours, x, y);
    return found !== null && !isInside(field, found) && !isInside(found, field);
  });
}

/**
 * @param {Document | ShadowRoot} root
 * @param {Element} field
 * @param {Element} ours
 * @param {number} x
 * @param {number} y
 * @returns {Element | null} the topmost element but ours; inside a shadow root where the field is
 *   in it too
 */
function drawnAt(root, field, ours, x, y) {
  const found = root.elementsFromPoint(x, y).find((one) => one !== ours) ?? null;
  const inner = found?.shadowRoot;
  if (!found || !inner || inner === root || !isInside(field, found)) return found;
  return drawnAt(inner, field, ours, x, y) ?? found;
}
