/** alex 11: insensitive and inconsiderate words. */
import { text as alex } from "alex";

/** @param {string} text */
export const check = (text) => alex(text).messages;
