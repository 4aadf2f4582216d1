// @ts-check
/** The badge of one field: keeps it at its place, and tells it only what changed. */

import { createBadge } from "./badge.js";
import { recoveryMessage } from "./states.js";
import { visibleRect } from "./visible.js";

/** @import { Port } from "../protocol.js" */
/** @import { Counts } from "./badge.js" */
/** @import { StateId } from "./states.js" */

/**
 * @param {{element: HTMLElement, root: ShadowRoot, port: Port, host: string, signal: AbortSignal,
 *   retry: () => void, next: (focus: boolean) => void, panel: (focus: boolean) => void}} options
 *   `retry` is called when a state's way out was pressed, `next` to open the next finding, `panel`
 *   to open the panel, with the focus where the badge has it
 * @returns {{tell: (state: StateId, counts: Partial<Counts>) => void, place: () => void}}
 */
export function createDot({ element, root, port, host, signal, retry, next, panel }) {
  const badge = createBadge({
    root,
    port,
    signal,
    on: {
      act(state) {
        const message = recoveryMessage(state, host);
        if (message) void port.send(message);
        retry();
      },
      next: () => next(root.activeElement !== null),
      panel: () => panel(root.activeElement !== null),
    },
  });
  port.onCommand((command) => {
    if (!element.matches(":focus")) return;
    if (command === "open-panel") panel(true);
    else next(true);
  }, signal);
  let told = "";
  let placed = "";

  return {
    tell(state, counts) {
      const key = JSON.stringify([state, counts]);
      if (key !== told) badge.set(state, counts);
      told = key;
    },
    place() {
      const whole = element.getBoundingClientRect();
      const seen = visibleRect(element);
      const spot = JSON.stringify([seen, whole, innerWidth, innerHeight]);
      if (spot === placed) return;
      placed = spot;
      if (whole.width > 0 && whole.height > 0) badge.place(seen, whole);
      else badge.hide();
    },
  };
}
