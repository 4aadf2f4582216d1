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
 * @param {{
 *   field: HTMLElement,
 *   signal: AbortSignal,
 *   open: (x: number, y: number) => boolean,
 *   leave: (path: EventTarget[]) => void,
 * }} options `open` is called where the pointer rested on the field or clicked it, and tells whether
 *   there was something; `leave` where there was not, with the way from there up to the window
 */
export function watchPointer({ field, signal, open, leave }) {
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
      if (!inside || !open(event.clientX, event.clientY)) leave(path);
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
    if (!asks(event)) return;
    const { clientX: x, clientY: y } = event;
    const still = Math.hypot(x - pressed.x, y - pressed.y) <= STILL_PX;
    if (!still || !open(x, y)) leave(event.composedPath());
  }, { passive: true, signal });
}

/**
 * @param {MouseEvent} click
 * @returns {boolean} false where it selects: the second click a word, a drag text
 */
function asks({ isTrusted, button, detail, ctrlKey }) {
  return isTrusted && button === 0 && detail === 1 && !ctrlKey;
}
