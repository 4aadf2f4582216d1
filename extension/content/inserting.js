// @ts-check
/** Where an opener goes: at the caret between two sentences, else where such words belong. Pure. */

/** A line that greets, or the greeting at the head of a line. */
const GREETING = new RegExp(
  "^\\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day))\\b" +
    "(?:\\b(?:mr|mrs|ms|dr|prof)\\.|[^\\n.!?,:]){0,60}(?:[,!.:]|(?=\\n))",
  "iu",
);
/** The line from which on the reply says goodbye, or somebody else's mail begins. */
const CLOSE = new RegExp(
  "^[ \\t]*(?:(?:with )?(?:kind|best|warm|kindest|warmest|many)\\b[^\\n]{0,20}|regards|sincerely|" +
    "yours[^\\n]{0,15}|all the best|thanks(?: again)?|thank you|cheers|take care|--)" +
    "[ \\t]*[,.!]?[ \\t]*(?:\\n|$)|^[ \\t]*On\\b[^\\n]{1,200}\\bwrote:|^[ \\t]*>",
  "imu",
);
const ENDS = /[.!?…:][)"”’']?\s*$|\n\s*$|^\s*$/u;
const NEXT_END = /[.!?…][)"”’']?(?=\s|$)|\n|$/u;

/**
 * @param {string} text
 * @param {number | null} caret null where there is none
 * @param {string} words
 * @param {boolean} first they belong to the first lines
 * @returns {{start: number, end: number, text: string}} what to insert, with its spaces
 */
export function insertion(text, caret, words, first) {
  const body = bodyOf(text);
  const inside = caret !== null && caret > body.start && caret < body.end;
  const isBetween = inside && ENDS.test(text.slice(0, caret)) && /\S/u.test(text.slice(caret, body.end));
  const at = isBetween && caret !== null ? caret : first ? body.start : body.end;
  const before = text.slice(0, at);
  const after = text.slice(at);
  const lead = before === "" || /\s$/u.test(before) ? "" : " ";
  const tail = after === "" || /^\s/u.test(after) ? "" : " ";
  return { start: at, end: at, text: `${lead}${words}${tail}` };
}

/**
 * @param {string} text
 * @returns {{start: number, end: number}} what stands between greeting and goodbye
 */
function bodyOf(text) {
  const [greeting = ""] = GREETING.exec(text) ?? [];
  const rest = text.slice(greeting.length);
  const gap = /^[ \t]*\n\s*/u.exec(rest)?.[0];
  const close = CLOSE.exec(rest)?.index ?? rest.length;
  const end = greeting.length + rest.slice(0, close).trimEnd().length;
  // "Hi Ana, thanks for the photos.": the greeting goes on, and so does its sentence.
  const on = rest.trim() === "" ? 0 : (NEXT_END.exec(rest)?.index ?? 0) + 1;
  const start = greeting.length + (greeting === "" ? 0 : (gap?.length ?? on));
  return { start: Math.min(start, text.length), end: Math.max(end, Math.min(start, text.length)) };
}
