// @ts-check
/**
 * The text moved on while the server was thinking: shift what it said, or drop it.
 *
 * A finding belongs to the text it was computed on. Two versions of a text are taken as one edit,
 * everything between their common start and their common end. What lies before the edit stays,
 * what lies behind moves along, what was touched is dropped: a missing highlight comes back with
 * the next answer, a highlight on words that nobody judged would be believed.
 *
 * All numbers are UTF-16 units.
 */

/** @import { Advice, Placed, Severity } from "../protocol.js" */
/** @typedef {{start: number, end: number}} Place */
/** @typedef {{start: number | null, end: number | null}} PlaceOrNone */

/**
 * The one edit that turns `before` into `after`.
 *
 * @param {string} before
 * @param {string} after
 * @returns {{start: number, oldEnd: number, newEnd: number}} `before[start, oldEnd)` became
 *   `after[start, newEnd)`
 */
export function editOf(before, after) {
  const shorter = Math.min(before.length, after.length);
  // Most keys are typed at the end, and the browser compares whole texts far sooner.
  let start = after.startsWith(before) ? before.length : 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let oldEnd = before.length;
  let newEnd = after.length;
  while (
    oldEnd > start &&
    newEnd > start &&
    before.charCodeAt(oldEnd - 1) === after.charCodeAt(newEnd - 1)
  ) {
    oldEnd -= 1;
    newEnd -= 1;
  }
  return { start, oldEnd, newEnd };
}

/**
 * Findings of `before` as they stand in `after`. Suggestions that reach beyond their finding, to
 * the whole sentence, are dropped alone when only their part was touched. What has no place stays.
 *
 * @template {PlaceOrNone & {suggestions?: (Place & {text?: string})[]}} T
 * @param {readonly T[]} findings
 * @param {string} before
 * @param {string} after
 * @returns {T[]} in the same order
 */
export function shift(findings, before, after) {
  if (before === after || findings.length === 0) return [...findings];
  const edit = editOf(before, after);
  const moved = [];
  for (const finding of findings) {
    if (!isPlaced(finding) || isBefore(finding, edit)) {
      moved.push(finding);
      continue;
    }
    const place = shiftPlace(finding, edit, before, after);
    if (!place) continue;
    const suggestions = finding.suggestions?.flatMap((suggestion) => {
      const at = shiftPlace(suggestion, edit, before, after);
      return at && !endsTwice(suggestion, edit, after) ? [{ ...suggestion, ...at }] : [];
    });
    moved.push({ ...finding, ...place, ...(suggestions && { suggestions }) });
  }
  return moved;
}

/**
 * Whether the edit is behind it and all its suggestions, with a unit between: most keys are typed
 * at the end of a draft.
 *
 * @param {Place & {suggestions?: Place[]}} finding
 * @param {{start: number}} edit
 */
function isBefore({ end, suggestions = [] }, { start }) {
  return end < start && suggestions.every((one) => one.end < start);
}

/**
 * Whether a stop was typed right behind a sentence whose better words bring their own.
 *
 * @param {Place & {text?: string}} suggestion
 * @param {{start: number, newEnd: number}} edit
 * @param {string} after
 */
function endsTwice({ end, text = "" }, edit, after) {
  const typed = end === edit.start && after.slice(edit.start, edit.newEnd);
  return typed !== false && /^[.!?…,;:]/u.test(typed) && /[.!?…]$/u.test(text);
}

/**
 * @template {PlaceOrNone} T
 * @param {T} one
 * @returns {one is T & Place} whether it can be pointed at
 */
export function isPlaced(one) {
  return one.start !== null && one.end !== null;
}

/**
 * @param {Place} place
 * @param {{start: number, oldEnd: number, newEnd: number}} edit
 * @param {string} before
 * @param {string} after
 * @returns {Place | null} null when the place was touched
 */
function shiftPlace({ start, end }, edit, before, after) {
  const behind = start >= edit.oldEnd;
  if (!behind && end > edit.start) return null;
  const by = behind ? edit.newEnd - edit.oldEnd : 0;
  const moved = { start: start + by, end: end + by };
  const grewTogether =
    (splitsWord(after, moved.start) && !splitsWord(before, start)) ||
    (splitsWord(after, moved.end) && !splitsWord(before, end));
  // The slice is the last word: whatever the arithmetic says, only the same words stay marked.
  const same = after.slice(moved.start, moved.end) === before.slice(start, end);
  return same && !grewTogether ? moved : null;
}

const WORD_UNIT = /[\p{L}\p{M}\p{N}]/u;

/**
 * Whether a letter stands on both sides of `at`, as after a key typed right before a marked word.
 *
 * @param {string} text
 * @param {number} at
 */
function splitsWord(text, at) {
  return WORD_UNIT.test(text.charAt(at - 1)) && WORD_UNIT.test(text.charAt(at));
}

/**
 * @param {Pick<Advice, "rule" | "start" | "end">} a
 * @param {Pick<Advice, "rule" | "start" | "end"> | null} b
 */
export function isSame(a, b) {
  return a.rule === b?.rule && a.start === b.start && a.end === b.end;
}

/**
 * Whether a finding of the lists stands on words about which another one, as strong or stronger,
 * has been told.
 *
 * @param {Advice} one
 * @param {Advice} other
 */
export function yields(one, other) {
  if (one.layer === "structure" || other.layer === "structure") return false;
  return one.start < other.end && other.start < one.end && byWeight(other, one) <= 0;
}

const WEIGHT = { high: 3, medium: 2, low: 1, info: 0 };

/**
 * @param {{severity: Severity}} one
 * @param {Severity} from
 * @returns {boolean} whether it is of this severity or a stronger one
 */
export function weighs({ severity }, from) {
  return WEIGHT[severity] >= WEIGHT[from];
}

/**
 * @param {{severity: Severity}} a
 * @param {{severity: Severity}} b
 * @returns {number} strongest first
 */
export function byWeight(a, b) {
  return WEIGHT[b.severity] - WEIGHT[a.severity];
}

/**
 * What is drawn: what can be pointed at and is of at least this severity, and where some overlap
 * only the strongest (severity, then the longer, then the id).
 *
 * @param {readonly Advice[]} findings
 * @param {Severity} from the weakest severity that is drawn
 * @returns {Placed[]} in the order of the text
 */
export function drawn(findings, from) {
  /** @type {Placed[]} */
  const taken = [];
  const strongestFirst = findings
    .filter(isPlaced)
    .filter((finding) => weighs(finding, from))
    .sort(
      (a, b) =>
        byWeight(a, b) ||
        b.end - b.start - (a.end - a.start) ||
        (a.rule < b.rule ? -1 : 1),
    );
  for (const finding of strongestFirst) {
    if (!taken.some((other) => finding.start < other.end && other.start < finding.end)) {
      taken.push(finding);
    }
  }
  return taken.sort((a, b) => a.start - b.start);
}
