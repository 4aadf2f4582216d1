// @ts-check
/** Starts one copy of the content modules in a document. No module has an effect on import. */

import { loadFinder, needsFinder } from "./context.js";
import { focused } from "./editable.js";
import { createLife } from "./lifecycle.js";
import { createSessions } from "./sessions.js";
import { followStanding } from "./standing.js";

/** @import { Port } from "../protocol.js" */
/** @import { Sessions } from "./sessions.js" */

/**
 * @param {Port} port
 * @param {{signal?: AbortSignal}} [options]
 * @returns {Promise<void>} when the page is watched
 */
export async function start(port, { signal } = {}) {
  /** @type {Sessions | null} */
  let sessions = null;
  const life = createLife({
    document,
    alive: port.alive,
    ...(signal && { signal }),
    listen: (alive) => watch(document, () => sessions, alive),
  });
  const [standing] = await Promise.all([
    followStanding({
      port,
      signal: life.signal,
      changed: () => life.alive() && sessions?.standingChanged(),
    }),
    needsFinder(document) && loadFinder(),
  ]);
  sessions = createSessions({ port, standing, alive: life.alive, signal: life.signal });
  if (document.hasFocus()) sessions.enter(focused(document));
}

/**
 * @param {Document | ShadowRoot} root
 * @param {() => Sessions | null} sessions
 * @param {AbortSignal} signal
 * @param {WeakSet<Node>} [inside] shadow roots that are watched already
 */
function watch(root, sessions, signal, inside = new WeakSet()) {
  /** @param {Event} event */
  const entered = (event) => {
    const path = event.composedPath();
    // Moves of the focus inside a shadow root stay inside it.
    for (const node of path) {
      if (!(node instanceof ShadowRoot) || inside.has(node)) continue;
      inside.add(node);
      watch(node, sessions, signal, inside);
    }
    const known = event.type === "input" && sessions()?.has(path);
    if (!known) sessions()?.enter(path[0]);
  };
  const options = { capture: true, passive: true, signal };
  root.addEventListener("focusin", entered, options);
  // Fields that were read-only when they got the focus.
  root.addEventListener("input", entered, options);
}
