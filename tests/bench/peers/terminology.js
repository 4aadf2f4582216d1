/** textlint 15 with its rule of terms, and as many terms as a file names. */
import { readFileSync } from "node:fs";
import { TextlintKernel } from "@textlint/kernel";
import plain from "@textlint/textlint-plugin-text";
import terminology from "textlint-rule-terminology";

/** @type {string[]} */
const phrases = JSON.parse(readFileSync(process.argv[4], "utf8"));
const terms = phrases.map((phrase) => [phrase, "-"]);
const kernel = new TextlintKernel();
/** @param {any} module */
const inner = (module) => module.default ?? module;
const options = {
  ext: ".txt",
  plugins: [{ pluginId: "text", plugin: inner(plain) }],
  rules: [
    {
      ruleId: "terminology",
      rule: inner(terminology),
      options: { defaultTerms: false, terms },
    },
  ],
};

/** @param {string} text */
export const check = async (text) => (await kernel.lintText(text, options)).messages;
