// @ts-check
/** What the scroll boxes around a field leave of it. */

/**
 * @param {Element} element
 * @returns {DOMRect} in CSS pixels of the viewport; without width or height where nothing is left
 */
export function visibleRect(element) {
  const whole = element.getBoundingClientRect();
  let { left, top, right, bottom } = whole;
  let { position } = getComputedStyle(element);
  // What the body clips, the viewport clips.
  const { body } = element.ownerDocument;
  for (let box = parentOf(element); box && !box.contains(body); box = parentOf(box)) {
    // What is fixed hangs in the viewport, unless a box on the way is a frame of reference.
    if (position === "fixed") break;
    const style = getComputedStyle(box);
    if (position === "absolute" && style.position === "static") continue;
    position = style.position;
    if (style.overflowX === "visible" && style.overflowY === "visible") continue;
    const clip = box.getBoundingClientRect();
    if (style.overflowX !== "visible") {
      left = Math.max(left, clip.left);
      right = Math.min(right, clip.right);
    }
    if (style.overflowY !== "visible") {
      top = Math.max(top, clip.top);
      bottom = Math.min(bottom, clip.bottom);
    }
  }
  return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
}

/**
 * @param {Element} element
 * @returns {Element | null} the box around it as it is drawn, also out of a shadow root
 */
function parentOf(element) {
  const parent = element.assignedSlot ?? element.parentNode;
  if (parent instanceof ShadowRoot) return parent.host;
  return parent instanceof Element ? parent : null;
}
