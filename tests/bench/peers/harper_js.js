/** Harper 2 compiled to WebAssembly: grammar and spelling. */
import { LocalLinter } from "harper.js";
import { binary } from "harper.js/binary";

const linter = new LocalLinter({ binary });
await linter.setup();

/** @param {string} text */
export const check = (text) => linter.lint(text, { language: "plaintext" });
