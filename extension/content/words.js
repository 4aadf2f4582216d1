// @ts-check
/** The names of the texts for what the server says in codes. */

/** @import { Result, Technique } from "../protocol.js" */

/** @type {[Technique["phase"], string][]} in the order of a talk */
export const PHASES = [
  ["listen", "phase_listen"],
  ["defuse", "phase_defuse"],
  ["act", "phase_act"],
  ["leave", "phase_leave"],
];

/** @type {Record<string, string>} */
export const KINDS = {
  complaint: "kind_complaint",
  question: "kind_question",
  praise: "kind_praise",
  abuse: "kind_abuse",
  refusal: "kind_refusal",
  "bad-news": "kind_bad_news",
};

/** How upset the customer sounds; nothing is said of someone who is calm. */
export const HEAT = ["", "heat_1", "heat_2", "heat_3"];

/** @type {Record<string, string>} */
const SHOWS = {
  problem: "shows_problem",
  trouble: "shows_trouble",
  tone: "shows_tone",
  "heat:1": "heat_1",
  "heat:2": "heat_2",
  "heat:3": "heat_3",
  abuse: "kind_abuse",
  praise: "kind_praise",
  complaint: "kind_complaint",
  refusal: "kind_refusal",
  "bad-news": "kind_bad_news",
  question: "shows_question",
  "cause:miscommunication": "shows_miscommunication",
  "cause:missed-promise": "shows_missed_promise",
  "cause:delay": "shows_delay",
  "cause:failure": "shows_problem",
  "cause:defect": "shows_defect",
  "cause:oversold": "shows_oversold",
  "asked:why": "asked_why",
  "asked:money": "asked_money",
  "asked:when": "asked_when",
  "asked:where": "asked_where",
  "asked:how": "asked_how",
  "asked:policy": "asked_policy",
  "asked:fault": "asked_fault",
  "asked:person": "asked_person",
};

/** The parts of an apology, in the order in which they work. @type {[keyof NonNullable<Result["apology"]>, string][]} */
export const APOLOGY = [
  ["regret", "apology_regret"],
  ["responsibility", "apology_responsibility"],
  ["explanation", "apology_explanation"],
  ["repair", "apology_repair"],
  ["repentance", "apology_repentance"],
  ["forgiveness", "apology_forgiveness"],
];

/**
 * @param {(name: string) => string} text
 * @param {string} shows a code, or words
 * @returns {string}
 */
export function plainly(text, shows) {
  const name = SHOWS[shows];
  return name === undefined ? shows : text(name);
}
