// @ts-check
/** A view with everything that the panel can show, for the preview. */

/** @import { StructuralCheck, Technique } from "../protocol.js" */
/** @import { View } from "../content/coach.js" */

import { NOTHING_SAID } from "../content/draft.js";

const source = { key: "K04", cite: "A study", url: "https://example.org/study" };

/**
 * @param {string} rule
 * @param {Pick<StructuralCheck, "severity" | "message" | "opener" | "note">} rest
 * @returns {StructuralCheck}
 */
function check(rule, rest) {
  const place = { start: null, end: null, pending: false, points: 0, suggestions: [], others: [] };
  const why = "Regret for the experience can be said whoever caused it.";
  return { rule, layer: "structure", category: "missing", why, sources: [source], ...place, ...rest };
}

/** @param {string} text @returns {NonNullable<StructuralCheck["opener"]>} */
function opener(text) {
  const start = text.indexOf("{");
  return { text, slots: start < 0 ? [] : [[start, text.indexOf("}") + 1]], first: true };
}

/** @param {string} id @param {string} shows @returns {Technique} */
const move = (id, shows) => ({
  id,
  name: shows,
  shows,
  phase: "listen",
  present: true,
  expected: true,
  spans: [[0, 4]],
});

const sorry = check("C03", {
  severity: "high",
  message: "A complaint without an apology may be heard as: nobody minds.",
  opener: opener("I'm sorry {what happened}."),
  note: null,
});
const limit = check("C24", {
  severity: "info",
  message: "Words aimed at the person who writes can be answered with a kind limit.",
  opener: null,
  note: "Order 48213. Promised: Friday.",
});

/** @type {View} */
export const SAMPLE = {
  good: [move("T01", "gives thanks for a named thing"), move("T07", "says sorry for a named thing")],
  next: { check: sorry, opener: opener("I'm sorry {what happened}.") },
  limit: { check: limit, openers: [opener("I want to help with {case fact}, in calm words.")] },
  phases: [
    { name: "phase_listen", have: ["gives thanks"], need: ["says back what happened"], open: 1 },
    { name: "phase_defuse", have: [], need: ["says that the feeling makes sense"], open: 3 },
    { name: "phase_act", have: ["says when"], need: [], open: 0 },
    { name: "phase_leave", have: [], need: [], open: 0 },
  ],
  rest: [{ ...sorry, rule: "C16", severity: "medium", note: "Order 48213" }],
  more: [{ ...sorry, rule: "C30", severity: "info" }],
  apology: {
    regret: true,
    responsibility: false,
    explanation: false,
    repair: true,
    repentance: false,
    forgiveness: false,
  },
  kind: "complaint",
  heat: 2,
  quotes: [{ quote: "again there is no desk", shows: ["problem", "heat:1"] }],
  heard: "So it is Friday evening again, and again there is no desk.",
  said: NOTHING_SAID,
  picked: "",
  readability: { words: 118, sentences: 7, longest_sentence_words: 24, grade: 8 },
  score: 75,
};
