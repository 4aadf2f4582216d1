// @ts-check
/**
 * The helpdesks we know. One module a site, data only: where on its pages the conversation stands
 * and who wrote what. On all other pages nothing is known about the customer's words.
 */

import { pagesAround } from "../content/around.js";
import { chatwoot } from "./chatwoot.js";
import { demo } from "./demo.js";
import { djangoHelpdesk } from "./django-helpdesk.js";
import { freescout } from "./freescout.js";
import { gmail } from "./gmail.js";
import { intercom } from "./intercom.js";
import { osticket } from "./osticket.js";
import { uvdesk } from "./uvdesk.js";
import { zammad } from "./zammad.js";
import { zendesk } from "./zendesk.js";

/** @import { Channel } from "../protocol.js" */

/**
 * `page` is found on the pages this is about. `opening` is what the customer wrote first. Each
 * `turn` is one utterance; `customer` and `agent` select those turns, all others are left out, and
 * so is what is `internal`. `text` is found within a turn, `time` too, with a `datetime`; without
 * times the page's order counts, `newestFirst` or not. `note` selects an editor in which an internal
 * note is written now, `channels` those whose text goes out over a channel. On webmail, which holds private mail too, `mail` tells the `window` around one
 * mail that is written, who is its `recipient`, and within a turn its `sender`. `source` says where the selectors were read, and when.
 * @typedef {{
 *   id: string,
 *   source: string,
 *   page: string,
 *   opening?: string,
 *   turn: string,
 *   customer?: string,
 *   agent?: string,
 *   internal?: string,
 *   text: string,
 *   time?: string,
 *   newestFirst?: boolean,
 *   note?: string,
 *   channels?: {[channel in Channel]?: string},
 *   mail?: {window: string, recipient: string, sender: string},
 * }} Site
 */

/** @type {readonly Site[]} */
export const SITES = [
  ...[zendesk, zammad, freescout, osticket, chatwoot, intercom, gmail],
  ...[uvdesk, djangoHelpdesk, demo],
];

/**
 * @param {Document} document
 * @returns {Site | null} null on a page that none of them describes
 */
export function siteOf(document) {
  return SITES.find(({ page }) => document.querySelector(page)) ?? null;
}

/**
 * @param {Element} editor
 * @returns {boolean} whether an internal note is written there, as far as the page can tell
 */
export function isNote(editor) {
  return pagesAround(editor).some(({ view, stand }) => {
    const note = siteOf(view.document)?.note;
    return note !== undefined && stand.matches(note);
  });
}

/**
 * @param {Element} editor
 * @returns {Channel | null} over which the text goes out; null where the page does not tell
 */
export function channelOf(editor) {
  for (const { view, stand } of pagesAround(editor)) {
    const channels = Object.entries(siteOf(view.document)?.channels ?? {});
    const found = channels.find(([, selector]) => stand.matches(selector));
    if (found) return /** @type {Channel} */ (found[0]);
  }
  return null;
}
