// @ts-check
/** Notices that a field is somewhere else on the screen, or of another size. */

/**
 * @param {{element: HTMLElement, signal: AbortSignal, moved: () => void}} options `moved` is called
 *   at most once a frame
 */
export function watchMoves({ element, signal, moved }) {
  const document = element.ownerDocument;
  let frame = 0;
  /** @param {Event} event */
  const soon = ({ target }) => {
    // A field that scrolls its own text, as it does while it is typed in, stays where it is.
    if (target instanceof Node && element.contains(target)) return;
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      moved();
    });
  };
  const sizes = new ResizeObserver(moved);
  sizes.observe(element);
  const options = { capture: true, passive: true, signal };
  document.addEventListener("scroll", soon, options);
  document.defaultView?.addEventListener("resize", soon, options);
  signal.addEventListener("abort", () => {
    sizes.disconnect();
    cancelAnimationFrame(frame);
  });
}
