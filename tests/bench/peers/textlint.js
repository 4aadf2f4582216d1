/** textlint 15 with two rules of words. */
import { TextlintKernel } from "@textlint/kernel";
import plain from "@textlint/textlint-plugin-text";
import terminology from "textlint-rule-terminology";
import writeGood from "textlint-rule-write-good";

const kernel = new TextlintKernel();
/** @param {any} module */
const inner = (module) => module.default ?? module;
const options = {
  ext: ".txt",
  plugins: [{ pluginId: "text", plugin: inner(plain) }],
  rules: [
    { ruleId: "terminology", rule: inner(terminology) },
    { ruleId: "write-good", rule: inner(writeGood) },
  ],
};

/** @param {string} text */
export const check = async (text) => (await kernel.lintText(text, options)).messages;
