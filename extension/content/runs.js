// @ts-check
/**
 * Text put together from pieces, with the way back: which piece stands behind an offset. Pure; the
 * pieces may be text nodes or anything else.
 */

/** @typedef {import("./textmap.js").WhiteSpace} WhiteSpace */
/**
 * Units [start, start + length) of the text are units [from, from + length) of `owner`.
 * @template T
 * @typedef {{owner: T, start: number, from: number, length: number}} Run
 */
/**
 * @template T
 * @typedef {{
 *   text: (owner: T, data: string, whiteSpace: WhiteSpace, from?: number) => void,
 *   lineBreak: () => void,
 *   boundary: (lines: number) => void,
 *   read: () => string,
 *   at: (offset: number, side: "before" | "after") => {owner: T, offset: number} | null,
 *   offsetOf: (owner: T, offset: number) => number | null,
 *   firstFrom: (reached: (owner: T) => boolean) => number,
 * }} Runs
 */

/** Whatever white space could look different on the screen. */
const COLLAPSIBLE = /^ | $| {2}|[\t\n\r\f]/u;

/**
 * @template T
 * @returns {Runs<T>} `text`, `lineBreak` and `boundary` are called in the order of the document;
 *   `boundary(2)` leaves an empty line between what comes before and after, `boundary(0)` nothing.
 *   Of `text`, `data` begins at unit `from` of its owner. `read` and all behind it answer about what
 *   was put in so far.
 */
export function createRuns() {
  /** @type {Run<T>[]} */
  const runs = [];
  /** @type {string[]} */
  const pieces = [];
  let length = 0;
  /** Line breaks that stand once more text follows. */
  let breaks = 0;
  /** A collapsed space at the end of the line so far; it stands once more text follows. */
  let space = /** @type {{owner: T, from: number} | null} */ (null);

  /** @param {T} owner @param {string} data @param {number} from */
  function put(owner, data, from) {
    if (breaks > 0) {
      const newlines = length > 0 ? "\n".repeat(breaks) : "";
      pieces.push(newlines);
      length += newlines.length;
      breaks = 0;
    } else if (space && length > 0) {
      append(space.owner, " ", space.from);
    }
    space = null;
    append(owner, data, from);
  }

  /** @param {T} owner @param {string} data @param {number} from */
  function append(owner, data, from) {
    const last = runs.at(-1);
    const goesOn = last && last.from + last.length === from && last.start + last.length === length;
    if (goesOn && last.owner === owner) {
      last.length += data.length;
    } else {
      runs.push({ owner, start: length, from, length: data.length });
    }
    pieces.push(data);
    length += data.length;
  }

  /** @param {T} owner @param {string} data @param {RegExp} white @param {number} from */
  function collapsed(owner, data, white, from) {
    for (const { 0: part, index } of data.matchAll(white)) {
      if (!/[ \t\n\r\f]/u.test(part.charAt(0))) put(owner, part, from + index);
      else if (breaks === 0) space ??= { owner, from: from + index };
    }
  }

  return {
    text(owner, data, whiteSpace, from = 0) {
      if (data === "") return;
      if (whiteSpace === "keep" || !COLLAPSIBLE.test(data)) return put(owner, data, from);
      if (whiteSpace === "collapse") {
        return collapsed(owner, data, /[ \t\n\r\f]+|[^ \t\n\r\f]+/gu, from);
      }
      for (const { 0: part, index } of data.matchAll(/\n|[ \t\r\f]+|[^ \t\n\r\f]+/gu)) {
        if (part === "\n") this.lineBreak();
        else if (part.trim() !== "") put(owner, part, from + index);
        else if (breaks === 0) space ??= { owner, from: from + index };
      }
    },
    lineBreak() {
      breaks += 1;
      space = null;
    },
    boundary(lines) {
      if (lines === 0) return;
      breaks = Math.max(breaks, lines);
      space = null;
    },
    read: () => pieces.join(""),
    at(offset, side) {
      const index = lastStartingBy(runs, side === "after" ? offset : offset - 1);
      let run = runs[Math.max(index, 0)];
      // In the line break between two runs: the start of the next, or the end of the last.
      if (run && side === "after" && offset >= run.start + run.length) run = runs[index + 1] ?? run;
      if (!run) return null;
      const within = Math.min(Math.max(offset - run.start, 0), run.length);
      return { owner: run.owner, offset: run.from + within };
    },
    offsetOf(owner, offset) {
      let nearest = null;
      for (const run of runs) {
        if (run.owner !== owner) continue;
        nearest = run.start + Math.min(Math.max(offset - run.from, 0), run.length);
        if (offset <= run.from + run.length) break;
      }
      return nearest;
    },
    firstFrom: (reached) => runs.find((run) => reached(run.owner))?.start ?? length,
  };
}

/**
 * @param {readonly Run<unknown>[]} runs
 * @param {number} offset
 * @returns {number} index of the last run that starts at or before the offset, -1 if none does
 */
function lastStartingBy(runs, offset) {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (/** @type {Run<unknown>} */ (runs[middle]).start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
