// @ts-check
/** From a mark that an agent takes for a false alarm to the window in which it is told. */

import { sentenceAround } from "./masking.js";

/** @import { Placed, Port } from "../protocol.js" */
/** @import { Draft } from "./draft.js" */

/**
 * @param {{
 *   port: Port,
 *   host: string,
 *   draft: Draft,
 *   text: () => string,
 *   pointed: () => {x: number, y: number},
 *   find: (x: number, y: number) => Placed | null,
 *   done: (words: string) => void,
 * }} options `pointed` tells where the context menu was opened last, `find` gives the finding that
 *   is drawn at a place, `done` is called when nothing of the report is left to do here, with what
 *   there is to say
 * @returns {{report: (finding: Placed) => Promise<void>, reportPointed: () => void}} reports a
 *   finding, or the one where the context menu was opened
 */
export function createReporting({ port, host, draft, text, pointed, find, done }) {
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

  return {
    report,
    reportPointed() {
      const { x, y } = pointed();
      const found = find(x, y);
      if (found) void report(found);
      else done(port.text("popover_report_none"));
    },
  };
}
