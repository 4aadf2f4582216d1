// @ts-check
/** Adds up the answers of a back-test. Sizes stay the same however many replies there are. */

/**
 * What is said of a rule.
 * @typedef {{ severity: string, message: string, why: string, own: boolean, trial: boolean }} Rule
 */
/**
 * A mark on [start, end) of a reply, or one without a place; `before` is what is published.
 * @typedef {{
 *   rule: string, start: number | null, end: number | null, before: boolean, after: boolean,
 *   better: string[], allow: string | null,
 * }} Heard
 */
/** @typedef {{ status: string, text: string | null, points: number, heard: Heard[] }} Answer */
/** @typedef {{ rules: Record<string, Rule>, answers: Answer[] }} Answers */
/**
 * A reply cut to what stands around a mark, and the mark in it.
 * @typedef {{
 *   text: string, start: number, end: number, placed: boolean, fresh: boolean,
 * }} Sample
 */
/**
 * What a rule does: replies marked `before` and `after`, those that are newly marked and no
 * longer; `marks` are counted in what is proposed.
 * @typedef {Rule & {
 *   id: string, before: number, after: number, fresh: number, gone: number, marks: number,
 *   sample: Sample[], lost: Sample[],
 * }} Row
 */
/**
 * @typedef {{
 *   replies: number, passed: number, before: number, after: number,
 *   rows: Map<string, Row>, random: () => number,
 * }} Tally
 */

export const SAMPLE = 20;
const AROUND = 240;

/** The same numbers for the same seed, from 0 up to 1. @param {number} seed */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param {number} [seed] @returns {Tally} */
export function newTally(seed = 1) {
  return { replies: 0, passed: 0, before: 0, after: 0, rows: new Map(), random: randomFrom(seed) };
}

/**
 * @param {Tally} tally
 * @param {string[]} texts the replies that were sent; of a mail the answer has the text
 * @param {Answers} answers
 */
export function add(tally, texts, { rules, answers }) {
  answers.forEach((answer, at) => {
    if (answer.status !== "checked") {
      tally.passed += 1;
      return;
    }
    tally.replies += 1;
    tally.before += Number(answer.heard.some((heard) => heard.before));
    tally.after += Number(answer.heard.some((heard) => heard.after));
    const text = answer.text ?? texts[at] ?? "";
    for (const [id, heard] of byRule(answer.heard)) {
      count(tally, rowOf(tally, id, rules[id]), heard, text);
    }
  });
}

/** @param {Heard[]} heard */
function byRule(heard) {
  /** @type {Map<string, Heard[]>} */
  const found = new Map();
  for (const one of heard) found.set(one.rule, [...(found.get(one.rule) ?? []), one]);
  return found;
}

/** @param {Tally} tally @param {string} id @param {Rule | undefined} rule @returns {Row} */
function rowOf(tally, id, rule) {
  const known = tally.rows.get(id);
  if (known) return known;
  const plain = rule ?? { severity: "", message: "", why: "", own: false, trial: false };
  /** @type {Row} */
  const row = {
    ...plain, id, before: 0, after: 0, fresh: 0, gone: 0, marks: 0, sample: [], lost: [],
  };
  tally.rows.set(id, row);
  return row;
}

/** @param {Tally} tally @param {Row} row @param {Heard[]} heard @param {string} text */
function count(tally, row, heard, text) {
  const now = heard.filter((one) => one.after);
  const then = heard.filter((one) => one.before);
  row.marks += now.length;
  row.before += Number(then.length > 0);
  row.after += Number(now.length > 0);
  if (now[0]) {
    row.fresh += Number(!then.length);
    keep(row.sample, row.after, tally.random, text, now[0]);
  } else if (then[0]) {
    row.gone += 1;
    keep(row.lost, row.gone, tally.random, text, then[0]);
  }
}

/**
 * Keep one in a sample in which each that was seen is as likely as any other.
 * @param {Sample[]} kept @param {number} seen how many with this one
 * @param {() => number} random @param {string} text @param {Heard} heard
 */
function keep(kept, seen, random, text, heard) {
  const at = seen <= SAMPLE ? kept.length : Math.floor(random() * seen);
  if (at < SAMPLE) kept[at] = sampleOf(text, heard);
}

/** @param {string} text @param {Heard} heard @returns {Sample} */
function sampleOf(text, { start, end, before }) {
  const [first, last] = [start ?? 0, end ?? 0];
  const from = edge(text, Math.max(0, first - AROUND), -1);
  const to = edge(text, Math.min(text.length, last + AROUND), 1);
  return {
    // A copy: a slice would hold on to the whole text.
    text: Array.from(text.slice(from, to)).join(""),
    start: first - from,
    end: last - from,
    placed: start !== null,
    fresh: !before,
  };
}

/** The place of the next space, so that no word is cut. @param {string} text @param {number} at
 * @param {1 | -1} step */
function edge(text, at, step) {
  let place = at;
  const inside = () => place > 0 && place < text.length;
  while (inside() && Math.abs(place - at) < 30 && !/\s/.test(text[place] ?? "")) place += step;
  return place;
}

/** @param {number} count @param {number} replies @returns {number} how many in 100 replies */
export function rate(count, replies) {
  return replies ? (100 * count) / replies : 0;
}

/**
 * What to look at first: what changes, then own rules, then what is marked most.
 * @param {Tally} tally
 */
export function ranked(tally) {
  return [...tally.rows.values()].sort((a, b) => {
    const changed = b.fresh + b.gone - (a.fresh + a.gone);
    const own = Number(b.own) - Number(a.own);
    return changed || own || b.after - a.after || (a.id < b.id ? -1 : 1);
  });
}

/**
 * Of how many marks one may say that they are right: an estimate and its 95 % interval, after
 * Wilson (1927), which stays within 0 and 1 and says something about few.
 * @param {number} right @param {number} judged
 */
export function precision(right, judged) {
  if (!judged) return null;
  const z = 1.96;
  const part = right / judged;
  const center = part + z ** 2 / (2 * judged);
  const reach = z * Math.sqrt((part * (1 - part)) / judged + z ** 2 / (4 * judged ** 2));
  const whole = 1 + z ** 2 / judged;
  return {
    part,
    low: Math.max(0, (center - reach) / whole),
    high: Math.min(1, (center + reach) / whole),
  };
}

/**
 * The sentence around a mark, to take over. @param {Sample} sample
 */
export function sentenceOf({ text, start, end }) {
  const stops = [...text.slice(0, start).matchAll(/[.!?]\s+|\n+/g)];
  const from = Math.max(0, ...stops.map((stop) => stop.index + stop[0].length));
  const stop = /[.!?](?=\s|$)|\n/.exec(text.slice(end));
  return text.slice(from, stop ? end + stop.index + stop[0].length : undefined).trim();
}
