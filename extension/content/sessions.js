// @ts-check
/** From the element that has the focus to the session of its field, one at a time. */

import { createDraft } from "./draft.js";
import { fieldAt } from "./editable.js";
import { createReporter } from "./events.js";
import { createField } from "./field.js";
import { createSurface } from "./surface.js";

/** @import { Port } from "../protocol.js" */
/** @import { Field, Memory, Surface } from "./field.js" */
/** @import { Standing } from "./standing.js" */

/**
 * @param {{port: Port, standing: Standing, alive: () => boolean, signal: AbortSignal}} options
 */
export function createSessions({ port, standing, alive, signal }) {
  const reporter = createReporter({ port, host: standing.host });
  /** @type {WeakMap<Element, Memory>} */
  const memories = new WeakMap();
  /** @type {{field: Field, end: AbortController} | null} */
  let session = null;
  /** @type {Surface | null} */
  let surface = null;

  /** @param {HTMLElement} element */
  function open(element) {
    session?.end.abort();
    surface ??= createSurface({ document, signal });
    const memory = memories.get(element) ?? {
      draft: createDraft(reporter.record),
      findings: [],
      text: "",
    };
    memories.set(element, memory);
    const end = new AbortController();
    const both = AbortSignal.any([end.signal, signal]);
    const page = { port, standing, reporter, surface, alive };
    session = { field: createField({ ...page, element, memory, end, signal: both }), end };
  }

  const current = () => (session && !session.end.signal.aborted ? session.field : null);

  return {
    /** @param {EventTarget | null | undefined} target that got the focus or was typed in */
    enter(target) {
      const element = alive() ? fieldAt(target) : null;
      if (!element) return;
      if (current()?.element === element) current()?.focused();
      else open(element);
    },
    /** @param {readonly EventTarget[]} path of an event */
    has: (path) => path.some((node) => node === current()?.element),
    standingChanged: () => current()?.standingChanged(),
  };
}

/** @typedef {ReturnType<typeof createSessions>} Sessions */
