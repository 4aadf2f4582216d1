// @ts-check
/** Reads macros: a table with names and texts, or texts with a line of `---` between two. */

import { ArchiveError, blocks, csvRows, delimiterOf } from "./formats.js";

/** @typedef {{ name: string, text: string }} Macro */

const NAME = /name|title|macro|shortcut|subject/i;
const TEXT = /text|body|content|reply|message|comment|answer/i;
const SHOWN = 60;

/** @param {string} text */
async function* once(text) {
  yield text;
}

/** @param {string} text @returns {string} its first words */
function opening(text) {
  const line = text.split("\n", 1)[0]?.trim() ?? "";
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}

/** @param {string} text @returns {Macro[]} */
export function pastedMacros(text) {
  return blocks(text).map((block) => ({ name: opening(block), text: block }));
}

/**
 * The macros of a table; its first row names the columns. Throws ArchiveError.
 * @param {string} text
 * @returns {Promise<Macro[]>}
 */
export async function tableMacros(text) {
  /** @type {string[][]} */
  const rows = [];
  for await (const row of csvRows(once(text), delimiterOf(text))) rows.push(row);
  const [names = [], ...rest] = rows;
  const inText = names.findIndex((name) => TEXT.test(name));
  const inName = names.findIndex((name, at) => at !== inText && NAME.test(name));
  if (inText < 0) {
    throw new ArchiveError("The first row names no column such as “text”; another is “name”.");
  }
  return rest
    .map((row) => ({ name: row[inName]?.trim() ?? "", text: row[inText]?.trim() ?? "" }))
    .filter((macro) => macro.text)
    .map((macro) => ({ name: macro.name || opening(macro.text), text: macro.text }));
}
