// @ts-check
/** Notices that the agent went elsewhere: another part of the page, another frame or window. */

/**
 * @param {{view: Window | null, signal: AbortSignal, pressed: (path: EventTarget[]) => void,
 *   away: (path: EventTarget[]) => void}} on `pressed` and `away` get the way up from there; it is
 *   empty outside this page. `away` is also told of every part that scrolls
 */
export function watchAway({ view, signal, pressed, away }) {
  const watching = { capture: true, passive: true, signal };
  view?.addEventListener("pointerdown", (event) => pressed(event.composedPath()), watching);
  view?.addEventListener("scroll", (event) => away(event.composedPath()), watching);
  view?.addEventListener("blur", ({ target }) => target === view && away([]), { signal });
}
