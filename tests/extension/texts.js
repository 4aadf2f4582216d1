// @ts-check
/** The texts of the extension, for modules that run here without a browser. */

import { readFileSync } from "node:fs";

const FILE = new URL("../../extension/_locales/en/messages.json", import.meta.url);

/** @type {Record<string, {message: string}>} */
export const MESSAGES = JSON.parse(readFileSync(FILE, "utf8"));

/**
 * What `chrome.i18n.getMessage` gives: empty for a name that is not there.
 *
 * @param {string} name
 * @param {readonly string[]} [subs]
 */
export function text(name, subs = []) {
  const message = MESSAGES[name]?.message ?? "";
  return message.replace(/\$(\d)/g, (_, number) => subs[Number(number) - 1] ?? "");
}
