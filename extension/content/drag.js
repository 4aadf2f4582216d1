// @ts-check
/** Moves something of ours by pointer or arrow keys. */

/** Less is a click with an unsteady hand, in CSS pixels. */
const SLACK = 4;
const ARROW = 8;
/** @type {Record<string, readonly [number, number]>} */
const ARROWS = {
  ArrowLeft: [-ARROW, 0],
  ArrowRight: [ARROW, 0],
  ArrowUp: [0, -ARROW],
  ArrowDown: [0, ARROW],
};

/**
 * @param {HTMLElement} handle a press that moved it is no click on it
 * @param {{signal: AbortSignal, moved: (x: number, y: number) => void, dropped: () => void}} on
 *   `moved` by so many CSS pixels since the last call
 */
export function makeDraggable(handle, { signal, moved, dropped }) {
  /** @type {{x: number, y: number, far: boolean} | null} */
  let held = null;
  let wasDragged = false;

  handle.addEventListener(
    "pointerdown",
    (event) => {
      if (!event.isTrusted || event.button !== 0) return;
      wasDragged = false;
      held = { x: event.clientX, y: event.clientY, far: false };
      handle.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  handle.addEventListener(
    "pointermove",
    ({ clientX, clientY }) => {
      if (!held) return;
      const [x, y] = [clientX - held.x, clientY - held.y];
      if (!held.far && Math.hypot(x, y) < SLACK) return;
      held = { x: clientX, y: clientY, far: true };
      moved(x, y);
    },
    { signal },
  );
  for (const type of ["pointerup", "pointercancel"]) {
    handle.addEventListener(
      type,
      () => {
        wasDragged = held?.far ?? false;
        held = null;
        if (wasDragged) dropped();
      },
      { signal },
    );
  }
  handle.addEventListener(
    "click",
    (event) => {
      // A click by key comes without a press before it.
      if (wasDragged && event.detail > 0) event.stopImmediatePropagation();
      wasDragged = false;
    },
    { signal, capture: true },
  );
  handle.addEventListener(
    "keydown",
    (event) => {
      const by = ARROWS[event.key];
      if (!event.isTrusted || !by) return;
      event.preventDefault();
      moved(...by);
      dropped();
    },
    { signal },
  );
}
