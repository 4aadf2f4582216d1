// @ts-check
/**
 * From the pointer to the finding under it. Highlights get no events, so the place is asked for
 * when the pointer rests or presses; while it moves nothing is measured.
 */

/** How long the pointer rests on a mark before its popover opens, in ms. */
const DWELL_MS = 350;
/** A hand that clicks moves the pointer by no more than this, in CSS pixels. */
const STILL_PX = 4;

/**
 * @template Found
 * @param {{
 *   field: HTMLElement,
 *   signal: AbortSignal,
 *   find: (x: number, y: number) => Found | null,
 *   open: (found: Found) => void,
 *   leave: (path: EventTarget[]) => void,
 * }} options `open` is called when the pointer rested on something or clicked it, `leave` when it
 *   rested or clicked elsewhere, with the way from there up to the window
 */
export function watchPointer({ field, signal, find, open, leave }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  const stop = () => clearTimeout(resting);
  signal.addEventListener("abort", stop);

  field.ownerDocument.addEventListener("pointermove", (event) => {
    stop();
    if (!event.isTrusted || event.buttons !== 0 || event.pointerType === "touch") return;
    // Once an event is over, its path is empty.
    const path = event.composedPath();
    const inside = path.includes(field);
    resting = setTimeout(() => {
      const found = inside ? find(event.clientX, event.clientY) : null;
      if (found) open(found);
      else leave(path);
    }, DWELL_MS);
  }, { passive: true, signal });

  let pressed = { x: 0, y: 0 };
  field.addEventListener("pointerdown", ({ clientX: x, clientY: y }) => {
    stop();
    pressed = { x, y };
  }, { passive: true, signal });
  field.addEventListener("keydown", stop, { passive: true, signal });
  field.addEventListener("click", (event) => {
    stop();
    // A second click selects a word, a drag selects text: neither asks for advice.
    if (!event.isTrusted || event.button !== 0 || event.detail !== 1 || event.ctrlKey) return;
    const { clientX: x, clientY: y } = event;
    if (Math.hypot(x - pressed.x, y - pressed.y) > STILL_PX) return leave(event.composedPath());
    const found = find(x, y);
    if (found) open(found);
    else leave(event.composedPath());
  }, { passive: true, signal });
}
