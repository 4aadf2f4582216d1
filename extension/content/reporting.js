// @ts-check
/** From a mark that an agent takes for a false alarm to the window in which it is told. */

import { sentenceAround } from "./masking.js";

/** @import { Placed, Port } from "../protocol.js" */
/** @import { Draft } from "./draft.js" */

/**
 * @param {{
 *   element: HTMLElement,
 *   port: Port,
 *   host: string,
 *   signal: AbortSignal,
 *   draft: Draft,
 *   text: () => string,
 *   find: (x: number, y: number) => Placed | null,
 *   done: (words: string) => void,
 * }} options `find` gives the finding that is drawn at a place, `done` is called when nothing of the
 *   report is left to do here, with what there is to say
 * @returns {(finding: Placed) => Promise<void>} reports it
 */
export function createReporting({ element, port, host, signal, draft, text, find, done }) {
  let point = { x: -1, y: -1 };

  /** @param {Placed} finding */
  async function report({ start, end, ...finding }) {
    const sentence = sentenceAround(text(), start, end);
    const { rule } = finding;
    const answer = await port.send({
      kind: "compose",
      report: { kind: "false-alarm", sentence, rule, note: null, host },
    });
    if (!answer.ok) return done(answer.message);
    draft.reported({ start, end, ...finding });
    done("");
  }

  element.ownerDocument.addEventListener(
    "contextmenu",
    ({ clientX: x, clientY: y }) => void (point = { x, y }),
    { capture: true, passive: true, signal },
  );
  port.onCommand((command) => {
    if (command !== "report" || !element.matches(":focus")) return;
    const found = find(point.x, point.y);
    if (found) void report(found);
    else done(port.text("popover_report_none"));
  }, signal);
  return report;
}
