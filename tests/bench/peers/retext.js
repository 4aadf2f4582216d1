/** retext 9 with its lists of weak, unequal and profane words. */
import { retext } from "retext";
import english from "retext-english";
import equality from "retext-equality";
import intensify from "retext-intensify";
import profanities from "retext-profanities";

const words = retext().use(english).use(equality).use(intensify).use(profanities).freeze();

/** @param {string} text */
export const check = async (text) => (await words.process(text)).messages;
