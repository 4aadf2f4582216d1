// @ts-check
/** From an answer to what the panel says: good things first, then the one thing to add. Pure. */

import { byWeight } from "./spans.js";
import { PHASES } from "./words.js";

/** @import { Advice, Opener, Result, StructuralCheck, Technique } from "../protocol.js" */
/** @import { Said } from "./draft.js" */

/** The check of insults aimed at the agent: it has a card of its own. */
const ABUSE = "C24";
const MOST_GOOD = 5;
const MOST_LIMITS = 3;
const MOST_QUOTES = 4;
/** So many other checks are told at once; the rest waits behind a button. */
const MOST_CHECKS = 2;
/** So many moves are named that may still help in a phase: more is a list nobody reads. */
const MOST_NEEDS = 2;
/** Longer words of the customer are cut, in UTF-16 units. */
const QUOTE_UNITS = 90;

/**
 * `good` are the moves to be glad about. `next` is the strongest thing to add. `limit` is there
 * when the agent was insulted. `rest` are the other checks, `more` those that can wait. `open`
 * counts what a phase may still need, of which `need` names some.
 * @typedef {{
 *   good: Technique[],
 *   next: {check: StructuralCheck, opener: Opener} | null,
 *   limit: {check: StructuralCheck, openers: Opener[]} | null,
 *   phases: {name: string, have: string[], need: string[], open: number}[],
 *   rest: StructuralCheck[],
 *   more: StructuralCheck[],
 *   apology: Result["apology"],
 *   kind: string,
 *   heat: number,
 *   quotes: {quote: string, shows: string[]}[],
 *   heard: string,
 *   said: Said,
 *   picked: string,
 *   readability: Result["readability"],
 *   score: number | null,
 * }} View
 */

/**
 * @param {{result: Result, advice: readonly Advice[], score: number | null, heard: string,
 *   text: string, said: Said, picked: string, used: ReadonlyMap<string, string>}} known `advice` is
 *   what is not hidden, `text` the one that was asked about, `picked` what is selected beside the
 *   reply, `used` are the openers that were taken last, by check
 * @returns {View}
 */
export function viewOf({ result, advice, score, heard, text, said, picked, used }) {
  const { situation, techniques, apology, readability } = result;
  const checks = onePerRule(advice.filter((one) => one.layer === "structure"));
  const limit = checks.find(({ rule }) => rule === ABUSE) ?? null;
  const others = checks.filter((check) => check !== limit).sort(byWeight);
  const next = others.find(({ opener }) => opener !== null) ?? null;
  const offered = next && openerOf(next, used);
  const rest = others.filter((check) => check !== next);
  const soon = rest.filter(({ severity }) => severity !== "info").slice(0, MOST_CHECKS);
  return {
    good: goodIn(techniques),
    next: next && offered && { check: next, opener: offered },
    limit: limit && { check: limit, openers: openersOf(limit).slice(0, MOST_LIMITS) },
    phases: PHASES.map(([phase, name]) => phaseOf(phase, name, techniques)),
    rest: soon,
    more: rest.filter((check) => !soon.includes(check)),
    apology,
    kind: situation.kind,
    heat: situation.heat ?? 0,
    quotes: quotesIn(situation.evidence, heard, text),
    heard: said.unlike ? "" : heard,
    said,
    picked: picked === said.message ? "" : picked,
    readability,
    score,
  };
}

/** @param {readonly StructuralCheck[]} checks @returns {StructuralCheck[]} one that stands at several places is said once */
function onePerRule(checks) {
  return checks.filter((one, at) => checks.findIndex(({ rule }) => rule === one.rule) === at);
}

/** @param {StructuralCheck} check @returns {Opener[]} */
const openersOf = ({ opener, others }) => (opener ? [opener, ...others] : []);

/**
 * @param {StructuralCheck} check
 * @param {ReadonlyMap<string, string>} used
 * @returns {Opener | null} never the one that was taken last, unless it is the only one
 */
export function openerOf(check, used) {
  const openers = openersOf(check);
  return openers.find(({ text }) => text !== used.get(check.rule)) ?? openers[0] ?? null;
}

/**
 * @param {readonly Technique[]} techniques
 * @returns {Technique[]} what this customer needs first
 */
function goodIn(techniques) {
  return techniques
    .filter(({ present }) => present)
    .sort((a, b) => Number(b.expected) - Number(a.expected))
    .slice(0, MOST_GOOD);
}

/**
 * @param {Technique["phase"]} phase
 * @param {string} name of its text
 * @param {readonly Technique[]} techniques
 */
function phaseOf(phase, name, techniques) {
  const here = techniques.filter((one) => one.phase === phase);
  const need = here.filter(({ present, expected }) => expected && !present);
  return {
    name,
    have: here.filter(({ present }) => present).map(({ shows }) => shows),
    need: need.slice(0, MOST_NEEDS).map(({ shows }) => shows),
    open: need.length,
  };
}

/**
 * @param {Result["situation"]["evidence"]} evidence
 * @param {string} heard
 * @param {string} draft
 * @returns {View["quotes"]} what shows several things is quoted once
 */
function quotesIn(evidence, heard, draft) {
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  for (const { of, start, end, shows } of evidence) {
    const whole = (of === "draft" ? draft : heard).slice(start, end).trim();
    if (whole === "") continue;
    const quote = whole.length > QUOTE_UNITS ? `${whole.slice(0, QUOTE_UNITS)}…` : whole;
    found.set(quote, (found.get(quote) ?? new Set()).add(shows));
  }
  return [...found].slice(0, MOST_QUOTES).map(([quote, shows]) => ({ quote, shows: [...shows] }));
}
