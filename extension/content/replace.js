// @ts-check
/**
 * Better words become text through the editor's own input path: one undo step, checked afterwards,
 * taken back when anything but the place meant has changed. The DOM of an editor is never written.
 */

import { narrow } from "./narrow.js";
import { routesFor } from "./routes.js";
import { select, selectedIn } from "./selection.js";
import { openSlots } from "./slots.js";
import { wait } from "./wait.js";

/** @import { FieldText } from "./textmap.js" */
/**
 * `text` is what the field held when the place was computed, and `changedAt` the moment of its last
 * change, on the clock of `performance.now()`.
 * @typedef {{element: HTMLElement, text: string, changedAt: number, read: () => FieldText}} Session
 */
/**
 * `undone` tells whether the field holds its old text again. Reasons: the text had moved on, a key
 * was pressed meanwhile, the editor did something else, or nothing at all.
 * @typedef {{ok: true} | {ok: false, undone: boolean,
 *   reason: "changed" | "interrupted" | "altered" | "ignored"}} Outcome
 */
/** @import { Part, Route } from "./routes.js" */

/**
 * Editors put changes that follow each other sooner into one undo step, in ms: ProseMirror within
 * 500, Quill within 1,000.
 */
const APART_MS = 1_100;
/** After this time an editor that did nothing will do nothing, in ms. */
const REACT_MS = 160;

/**
 * Puts `words` in the place of [start, end). Afterwards the caret stands behind them, or their
 * first slot is selected.
 *
 * @param {Session} session
 * @param {number} start UTF-16 units of the session's text
 * @param {number} end
 * @param {string} words
 * @returns {Promise<Outcome>}
 */
export async function replace(session, start, end, words) {
  const { element, text, read } = session;
  if (read().text !== text) return { ok: false, undone: true, reason: "changed" };
  const wanted = text.slice(0, start) + words + text.slice(end);
  const part = solid(text, narrow(text, start, end, words));
  element.focus({ preventScroll: true });
  const caret = selectedIn(element, read());

  /** @type {Outcome} */
  let outcome = { ok: true };
  const applied = () => settleCaret(session, start, words);
  if (same(wanted, text)) applied();
  else {
    for (const route of routesFor(element)) {
      outcome = await attempt(session, part, wanted, route, applied);
      if (outcome.ok || !outcome.undone || outcome.reason === "interrupted") break;
    }
  }
  // In time even for the key that interrupted: it acts on the selection as it was.
  if (!outcome.ok && outcome.undone && caret) select(element, read(), caret);
  return outcome;
}

/**
 * @param {Session} session
 * @param {Part} part
 * @param {string} wanted
 * @param {Route} route
 * @param {() => void} applied called as soon as the words stand
 * @returns {Promise<Outcome>}
 */
async function attempt(session, part, wanted, { settle, act }, applied) {
  const { element, text, changedAt, read } = session;
  const done = () => same(read().text, wanted);
  select(element, read(), part);
  const apart = changedAt + APART_MS - performance.now();
  const pause = settle > 0 ? Math.max(settle, apart) : 0;
  if (pause > 0 && (await wait(element, pause)) === "key") {
    return { ok: false, undone: true, reason: "interrupted" };
  }
  const now = read();
  const selected = selectedIn(element, now);
  if (now.text !== text || selected?.start !== part.start || selected.end !== part.end) {
    return { ok: false, undone: true, reason: "changed" };
  }
  const range = now.range(part.start, part.end);
  act(element, part, range && new StaticRange(range));
  if (!done()) await wait(element, REACT_MS, done);
  if (done()) {
    applied();
    // Some editors put their own text back a moment later.
    const kept = (await wait(element, REACT_MS)) === "key" || read().text !== text;
    return kept ? { ok: true } : { ok: false, undone: true, reason: "ignored" };
  }
  if (read().text === text) return { ok: false, undone: true, reason: "ignored" };
  await undo(element, () => same(read().text, text));
  return { ok: false, undone: same(read().text, text), reason: "altered" };
}

/**
 * The editor's own undo: by its key where it listens to keys, else the browser's.
 *
 * @param {HTMLElement} element
 * @param {() => boolean} undone
 */
async function undo(element, undone) {
  const apple = /Mac|iP/u.test(navigator.platform);
  const key = new KeyboardEvent("keydown", {
    key: "z",
    code: "KeyZ",
    keyCode: 90,
    ctrlKey: !apple,
    metaKey: apple,
    bubbles: true,
    cancelable: true,
    composed: true,
  });
  if (element.dispatchEvent(key)) element.ownerDocument.execCommand("undo");
  if (!undone()) await wait(element, REACT_MS, undone);
}

/**
 * @param {Session} session
 * @param {number} start
 * @param {string} words
 */
function settleCaret({ element, read }, start, words) {
  const [slot] = openSlots(words);
  const from = start + (slot?.start ?? words.length);
  const to = start + (slot?.end ?? words.length);
  select(element, read(), { start: from, end: to });
}

/**
 * An empty replacement is no text to an editor: take the word behind along, else the one before.
 *
 * @param {string} text
 * @param {Part} part
 * @returns {Part}
 */
function solid(text, { start, end, words }) {
  if (words !== "" || start === end) return { start, end, words };
  const next = /^[^\S\n]*\S+/u.exec(text.slice(end))?.[0];
  if (next) return { start, end: end + next.length, words: next };
  const last = /\S+[^\S\n]*$/u.exec(text.slice(0, start))?.[0] ?? "";
  return { start: start - last.length, end, words: last };
}

/**
 * Editors turn quotes, spaces at line ends and no-break spaces into others by themselves.
 *
 * @param {string} a
 * @param {string} b
 */
function same(a, b) {
  return folded(a) === folded(b);
}

/** @param {string} text */
function folded(text) {
  return text
    .replaceAll(/[‘’‛]/gu, "'")
    .replaceAll(/[“”‟]/gu, '"')
    .replaceAll(/[\u00a0\u202f]/gu, " ")
    .replaceAll(/ +(?=\n|$)/gu, "");
}
