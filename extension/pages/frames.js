// @ts-check
/** Parts of a tab that come from other hosts, where a reply box may sit. */

import { parseSite } from "../address.js";

/** More offers than this would bury the one that is meant. */
const MOST = 3;

/**
 * @param {number} tabId
 * @param {string} host of the tab
 * @returns {Promise<{host: string, origin: string, pattern: string}[]>} not permitted yet, largest
 *   first; empty where the tab cannot be looked into
 */
export async function otherFrames(tabId, host) {
  /** @type {string[]} */
  let addresses;
  try {
    const target = { tabId };
    const [top] = await chrome.scripting.executeScript({ target, func: addressesOfFrames });
    addresses = top?.result ?? [];
  } catch {
    return [];
  }
  const found = new Map(
    addresses.flatMap((address) => {
      const site = parseSite(address);
      return site && site.host !== host ? [[site.pattern, site]] : [];
    }),
  );
  const missing = await Promise.all(
    [...found.values()].map(async (site) => {
      const has = await chrome.permissions.contains({ origins: [site.pattern] });
      return has ? [] : [site];
    }),
  );
  return missing.flat().slice(0, MOST);
}

/** Runs in the tab. */
function addressesOfFrames() {
  // Smaller frames hold no reply box, but trackers and buttons.
  const LEAST = 60;
  return [...document.querySelectorAll("iframe")]
    .map((frame) => ({ src: frame.src, wide: frame.offsetWidth, high: frame.offsetHeight }))
    .filter(({ src, wide, high }) => /^https?:/.test(src) && wide > 2 * LEAST && high > LEAST)
    .sort((one, other) => other.wide * other.high - one.wide * one.high)
    .map(({ src }) => src);
}
