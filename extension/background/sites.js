// @ts-check
/**
 * Where the loader runs: on hosts that the agent permitted and has not switched off, and nowhere
 * else.
 */

/** @import { SiteChoice } from "../protocol.js" */
import { patternHost } from "../address.js";
import { createTurns } from "./inturn.js";
import { showMenus } from "./menus.js";
import * as shared from "./shared.js";

const ID = "loader";
const LOADER = ["loader.js"];
const STYLES = ["content/highlight.css"];
const inTurn = createTurns();

/** Brings the registered content script in line with permissions and choices. */
export function sync() {
  return inTurn(async () => {
    const { origins = [] } = await chrome.permissions.getAll();
    const { sites } = await shared.read();
    const { matches, excludeMatches } = reach(origins, sites);
    await showMenus(matches);
    const known = await chrome.scripting.getRegisteredContentScripts({ ids: [ID] });
    if (matches.length === 0) {
      if (known.length > 0) await chrome.scripting.unregisterContentScripts({ ids: [ID] });
      return;
    }
    /** @type {chrome.scripting.RegisteredContentScript} */
    const script = {
      id: ID,
      js: LOADER,
      css: STYLES,
      matches,
      excludeMatches,
      allFrames: true,
      matchOriginAsFallback: true,
      runAt: "document_idle",
      persistAcrossSessions: true,
    };
    // Changed in place: a page that opens while nothing is registered would go without.
    if (known.length > 0) await chrome.scripting.updateContentScripts([script]);
    else await chrome.scripting.registerContentScripts([script]);
  });
}

/**
 * @param {readonly string[]} origins patterns that the browser permits
 * @param {Record<string, SiteChoice>} sites
 * @returns {{matches: string[], excludeMatches: string[]}} patterns of the loader
 */
export function reach(origins, sites) {
  const web = origins.filter((pattern) => /^(https?:|\*:|<all_urls>$)/.test(pattern));
  const off = Object.keys(sites).filter((host) => sites[host] === "off");
  const matches = web.filter((pattern) => !off.includes(patternHost(pattern)));
  return { matches, excludeMatches: off.map((host) => `*://${host}/*`) };
}

/**
 * Brings the loader into tabs that are open already.
 *
 * @param {string[]} patterns
 */
export async function inject(patterns) {
  if (patterns.length === 0) return;
  const tabs = await chrome.tabs.query({ url: patterns, discarded: false });
  await Promise.all(
    tabs.map(async ({ id: tabId }) => {
      if (tabId === undefined) return;
      // A tab that shows an error page cannot be reached, and has nothing to read.
      const target = { tabId, allFrames: true };
      await chrome.scripting.insertCSS({ target, files: STYLES }).catch(() => undefined);
      await chrome.scripting.executeScript({ target, files: LOADER }).catch(() => undefined);
    }),
  );
}

/**
 * @param {string} host
 * @param {SiteChoice} choice
 */
export async function choose(host, choice) {
  await shared.update(({ sites }) => ({ sites: { ...sites, [host]: choice } }));
  await sync();
  if (choice === "on") await inject([`*://${host}/*`]);
}

/** For a copy that is new: open tabs get its loader, whose start ends the one before. */
export async function refresh() {
  await sync();
  await inject(await registered());
}

/** @param {readonly string[]} patterns that were just permitted, a site or only a server */
export async function granted(patterns) {
  const hosts = patterns.map(patternHost);
  await shared.update(({ sites }) => ({
    sites: Object.fromEntries(Object.entries(sites).filter(([host]) => !hosts.includes(host))),
  }));
  await sync();
  const reached = await registered();
  await inject(patterns.filter((pattern) => reached.includes(pattern)));
}

/**
 * @param {readonly string[]} patterns whose permission was returned; what runs in open tabs learns
 *   of it by the choice
 */
export async function revoked(patterns) {
  const off = patterns.map((pattern) => [patternHost(pattern), /** @type {SiteChoice} */ ("off")]);
  await shared.update(({ sites }) => ({ sites: { ...sites, ...Object.fromEntries(off) } }));
  await sync();
}

/**
 * @param {string} host
 * @returns {Promise<boolean>}
 */
export async function isPermitted(host) {
  const schemes = ["https", "http"].map((scheme) =>
    chrome.permissions.contains({ origins: [`${scheme}://${host}/*`] }),
  );
  return (await Promise.all(schemes)).includes(true);
}

/** @returns {Promise<string[]>} */
async function registered() {
  const [script] = await chrome.scripting.getRegisteredContentScripts({ ids: [ID] });
  return script?.matches ?? [];
}
