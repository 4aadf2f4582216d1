/** write-good 1: weasel words, passive voice, cliches. */
import writeGood from "write-good";

/** @param {string} text */
export const check = (text) => writeGood(text);
