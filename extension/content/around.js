// @ts-check
/**
 * What lies around a field, through shadow roots and up into the pages around its frame, as far as
 * they are of the same origin. Nodes of another page are of no class of this one: they are asked
 * for what they have.
 */

/**
 * A page, and what stands for the field in it: the field itself, or the frame that holds it.
 * @typedef {{view: Window, stand: Element}} Around
 */

/**
 * @param {Element} element
 * @returns {Around[]} its own page first
 */
export function pagesAround(element) {
  const pages = [];
  for (let stand = /** @type {Element | null} */ (element); stand; ) {
    const view = /** @type {Window | null} */ (stand.ownerDocument.defaultView);
    if (!view) break;
    pages.push({ view, stand });
    stand = view.frameElement;
  }
  return pages;
}

/**
 * @param {Element} element
 * @returns {ShadowRoot[]} those it is in, the inner one first
 */
export function rootsAround(element) {
  const roots = [];
  let root = element.getRootNode();
  while ("host" in root) {
    roots.push(/** @type {ShadowRoot} */ (root));
    root = /** @type {ShadowRoot} */ (root).host.getRootNode();
  }
  return roots;
}

/**
 * @param {Element} element
 * @param {Element} outer
 */
export function isInside(element, outer) {
  return [element, ...rootsAround(element).map(({ host }) => host)].some((one) =>
    outer.contains(one),
  );
}

/**
 * @param {Element} element
 * @returns {Element | null} also out of a shadow root
 */
export function parentOf(element) {
  return element.parentElement ?? rootsAround(element)[0]?.host ?? null;
}
