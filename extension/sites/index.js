// @ts-check
/**
 * The helpdesks we know. One module a site, data only: where on its pages the conversation stands
 * and who wrote what. On all other pages nothing is known about the customer's words.
 */

import { demo } from "./demo.js";
import { djangoHelpdesk } from "./django-helpdesk.js";

/**
 * `page` is found on the pages this is about. `opening` is what the customer wrote first. Each
 * `turn` is one utterance; `customer` and `agent` select those turns, all others are left out:
 * notes, and what nobody can tell. `text` is found within a turn, `time` too, with a `datetime`.
 * `source` says where the selectors were read, and when.
 * @typedef {{
 *   id: string,
 *   source: string,
 *   page: string,
 *   opening?: string,
 *   turn: string,
 *   customer: string,
 *   agent?: string,
 *   text: string,
 *   time?: string,
 * }} Site
 */

/** @type {readonly Site[]} */
export const SITES = [djangoHelpdesk, demo];

/**
 * @param {Document} document
 * @returns {Site | null} null on a page that none of them describes
 */
export function siteOf(document) {
  return SITES.find(({ page }) => document.querySelector(page)) ?? null;
}
