// @ts-check
/** Who wrote what on this page before the draft. Unknown is a good answer; a guess is none. */

import { channelOf, siteOf } from "../sites/index.js";
import { pagesAround } from "./around.js";
import { authorOf } from "./mail.js";
import { messageAt, MOST_UNITS } from "./remembered.js";
import { readField } from "./textmap.js";

/** @import { Context, Turn } from "../protocol.js" */
/** @import { Said } from "./draft.js" */
/** @import { IsOurs } from "./mail.js" */
/** @import { MessagePlace } from "./remembered.js" */
/** @import { Standing } from "./standing.js" */
/** @import { Site } from "../sites/index.js" */

/** Looks where no module tells who wrote what: on pages that none describes, and in webmail. */
let finder = /** @type {typeof import("./finder.js") | null} */ (null);

/** @returns {Promise<void>} when it is there */
export async function loadFinder() {
  finder = await import("./finder.js");
}

/** @param {Document} document @returns {boolean} whether `loadFinder` is to come before a reading */
export function needsFinder(document) {
  const site = siteOf(document);
  return !site || site.mail !== undefined;
}

/** The last words count most; a server takes no more turns. */
const MOST_TURNS = 20;

/**
 * @param {HTMLElement} field that the reply is written in
 * @param {{message?: MessagePlace | null, isOurs?: IsOurs}} [known] `message` is where the agent once
 *   showed the message of this site
 * @returns {Context} empty where nothing is known for certain
 */
export function readContext(field, { message: remembered = null, isOurs = () => null } = {}) {
  const pages = pagesAround(field).map(({ view }) => view.document);
  for (const document of pages) {
    const message = remembered && messageAt(document, remembered);
    if (message) return { customer_message: message };
    const site = siteOf(document);
    const turns = site ? turnsOf(document, site, isOurs) : [];
    // Of webmail without known domains it is not known who wrote what; a quotation may tell.
    if (site && (some(turns) || !site.mail)) return told(inOrder(turns));
  }
  const quoted = cut(finder?.quotedIn(field) ?? "");
  if (quoted) return { customer_message: quoted };
  const found = pages.map((document) => inOrder(finder?.turnsFound(document, field) ?? []));
  return told(found.find(some) ?? []);
}

/** @param {readonly unknown[]} list */
const some = (list) => list.length > 0;

/**
 * @param {HTMLElement} field
 * @param {Standing} standing
 * @param {Said} said
 * @returns {Context} what is sent with the draft
 */
export function contextOf(field, standing, said) {
  const { message = null } = standing.arrangement();
  const channel = channelOf(field);
  const read = readContext(field, { message, isOurs: standing.isOurs });
  return asSaid({ ...read, ...(channel && { channel }) }, said);
}

/** @param {string} text */
const cut = (text) => text.slice(0, MOST_UNITS).toWellFormed();

/**
 * @param {Turn[]} all
 * @returns {Context}
 */
function told(all) {
  const turns = lastTurns(all);
  return some(turns) ? { turns } : {};
}

/**
 * @param {Context} context as the page has it
 * @param {Said} said
 * @returns {Context} what is sent: no conversation once the agent said that it was misread
 */
export function asSaid({ turns, customer_message, ...rest }, { ours, unlike, message }) {
  const read = { ...(turns && { turns }), ...(customer_message && { customer_message }) };
  const talk = message ? { customer_message: message } : read;
  return { ...rest, ...(!unlike && talk), ...(ours && { fault: "ours" }) };
}

/**
 * @param {Context} context
 * @returns {string} the customer's message that counts; empty where there is none
 */
export function heardIn({ turns, customer_message = "" }) {
  return turns?.findLast(({ author }) => author === "customer")?.text ?? customer_message;
}

/**
 * @param {Document} document
 * @param {Site} site
 * @param {IsOurs} isOurs
 * @returns {Turn[]} in the order of the page
 */
function turnsOf(document, site, isOurs) {
  /** @type {Turn[]} */
  const turns = [];
  if (site.opening) {
    const text = [...document.querySelectorAll(site.opening)].map(textOf).join("\n\n").trim();
    if (text) turns.push({ author: "customer", text });
  }
  for (const element of document.querySelectorAll(site.turn)) {
    // Other tickets may stay on the page, out of sight.
    if (!element.checkVisibility() || (site.internal && element.matches(site.internal))) continue;
    const author = site.mail ? authorOf(element, site.mail, isOurs) : whoIn(element, site);
    const body = element.querySelector(site.text);
    const text = body && textOf(body);
    if (!author || !text) continue;
    const at = site.time && element.querySelector(site.time)?.getAttribute("datetime");
    turns.push({ author, text, ...(at && { at }) });
  }
  return site.newestFirst ? turns.reverse() : turns;
}

/**
 * @param {Element} turn
 * @param {Site} site
 * @returns {"customer" | "agent" | null}
 */
function whoIn(turn, { customer, agent }) {
  if (customer !== undefined && turn.matches(customer)) return "customer";
  return agent !== undefined && turn.matches(agent) ? "agent" : null;
}

/** @param {Element} element */
function textOf(element) {
  return readField(/** @type {HTMLElement} */ (element)).text.trim();
}

/**
 * The order of a page is not the order of time: newest first is as common as last.
 *
 * @param {Turn[]} turns
 * @returns {Turn[]}
 */
export function inOrder(turns) {
  const time = (/** @type {Turn} */ { at }) => (at ? Date.parse(at) : Number.NaN);
  const dated = turns.filter((turn) => !Number.isNaN(time(turn)));
  const undated = turns.filter((turn) => Number.isNaN(time(turn)));
  return [...undated, ...dated.sort((a, b) => time(a) - time(b))];
}

/**
 * @param {readonly Turn[]} turns
 * @returns {Turn[]} the newest that fit, in the same order
 */
export function lastTurns(turns) {
  const kept = [];
  let units = 0;
  for (const turn of turns.slice(-MOST_TURNS).reverse()) {
    units += turn.text.length;
    if (units > MOST_UNITS) break;
    kept.unshift(turn);
  }
  return kept;
}
