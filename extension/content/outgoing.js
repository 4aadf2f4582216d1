// @ts-check
/**
 * What is watched of one field as long as it holds a draft, also while the agent is in another
 * field: that it does not go out unasked where it is to be asked about, and that it went out.
 */

import { contextOf, heardIn } from "./context.js";
import { holdBack } from "./guard.js";
import { watchLeaving } from "./leaving.js";
import { isValueField, readField } from "./textmap.js";

/** @import { Placed } from "../protocol.js" */
/** @import { Held } from "./guard.js" */
/** @import { Standing } from "./standing.js" */

/**
 * @typedef {{look: (text?: string) => void, readonly signal: AbortSignal}} Outgoing `look` is told
 *   the text of the field or reads it; `signal` is aborted when nothing is watched any more
 */

/**
 * @param {{
 *   element: HTMLElement,
 *   standing: Standing,
 *   signal: AbortSignal,
 *   said: () => import("./draft.js").Said,
 *   isCurrent: () => boolean,
 *   acted: () => void,
 *   risky: (text: string) => Placed[],
 *   ask: (held: Held) => void,
 *   ended: () => void,
 * }} options `isCurrent` tells whether the agent works in this field, `acted` is called when it may
 *   look different now, `risky` are the findings in it that are asked about, `ask` is called when it
 *   was held back, `ended` when it went out
 * @returns {Outgoing}
 */
export function watchOutgoing(options) {
  const { element, standing, signal, said, isCurrent, acted, risky, ask, ended } = options;
  const end = new AbortController();
  const both = AbortSignal.any([end.signal, signal]);
  const read = () => readField(element).text;
  const gone = () => end.abort();

  const guard = holdBack({
    element,
    signal: both,
    heard: () => heardIn(contextOf(element, standing, said())),
    read,
    risky,
    // Switched off here means that nothing of ours is felt here.
    rests: () => standing.reason() === "off-here",
    ask,
  });
  const leaving = watchLeaving({
    element,
    signal: both,
    read,
    acted,
    look() {
      look();
      acted();
    },
    ended,
    gone,
  });

  function look(text = read()) {
    guard.saw(text);
    leaving.saw(text);
    if (text.trim() === "" && !isCurrent()) end.abort();
  }

  // A script that emptied the field did so without an event; this is the last moment to see it.
  element.addEventListener("beforeinput", () => {
    const text = isValueField(element) ? element.value : element.textContent;
    if (text.trim() === "") look("");
  }, { passive: true, signal: both });

  return { look, signal: both };
}
