// @ts-check
/** One sentence of a draft without what could name somebody. The agent sees it before it goes. */

const MONTHS_AND_DAYS =
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|^(?:January|February|March|April|May|June|July|August|September|October|November|December)$/u;
const LONGEST_UNITS = 500;

/**
 * @param {string} text
 * @param {number} start of the words it is about
 * @param {number} end
 * @returns {string} the sentence around them, masked; of a very long one the part around the words
 */
export function sentenceAround(text, start, end) {
  const before = text.slice(0, start);
  const from = Math.max(...[".", "!", "?", "\n"].map((stop) => before.lastIndexOf(stop))) + 1;
  const rest = /[.!?\n]/u.exec(text.slice(end));
  const to = rest ? end + rest.index + (rest[0] === "\n" ? 0 : 1) : text.length;
  const first = Math.max(from, end - LONGEST_UNITS / 2);
  return masked(text.slice(first, Math.min(to, first + LONGEST_UNITS)).toWellFormed().trim());
}

/**
 * @param {string} sentence
 * @returns {string} with signs in the place of addresses, numbers and names
 */
export function masked(sentence) {
  return sentence
    .replace(/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gu, "[email]")
    .replace(/(?:[a-z]{2,10}:\/\/|www\.)\S+/giu, "[link]")
    .replace(/[\p{L}#-]{0,20}\d(?:[\d\p{L}\-/.,:]*[\d\p{L}])?/gu, (run) => (countDigits(run) > 2 ? "[number]" : run))
    .replace(/(?<=\p{L}[,;:]? )\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+)*/gu, (name) =>
      MONTHS_AND_DAYS.test(name) ? name : "[name]",
    );
}

/** @param {string} run */
const countDigits = (run) => run.replace(/\D/gu, "").length;
