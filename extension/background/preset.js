// @ts-check
/** What a team laid down for all its browsers: by policy, or in the build of the extension. */

/** @typedef {{server?: string, code?: string, sites?: string[]}} Preset */

/**
 * A browser that has just started says of its policies only after seconds, and sometimes after far
 * more. Nobody waits longer than this.
 */
const POLICY_MS = 5_000;

/** @returns {Promise<Preset>} the policy wins over the build, name by name */
export async function readPreset() {
  return { ...(await ofBuild()), ...(await Promise.race([ofPolicy(), nothingAfter(POLICY_MS)])) };
}

/** @returns {Promise<Preset>} */
async function ofBuild() {
  const response = await fetch(chrome.runtime.getURL("preset.json"));
  return response.json();
}

/** @returns {Promise<Preset>} once the browser knows, however late that is */
export async function ofPolicy() {
  try {
    return await chrome.storage.managed.get();
  } catch {
    // Firefox rejects where no policy is set.
    return {};
  }
}

/**
 * @param {number} ms
 * @returns {Promise<Preset>}
 */
function nothingAfter(ms) {
  return new Promise((resolve) => setTimeout(() => resolve({}), ms));
}
