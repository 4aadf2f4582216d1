// @ts-check
/** What a team laid down for all its browsers: by policy, or in the build of the extension. */

/** @typedef {{server?: string, code?: string, sites?: string[]}} Preset */

/** @returns {Promise<Preset>} the policy wins over the build, name by name */
export async function readPreset() {
  return { ...(await ofBuild()), ...(await ofPolicy()) };
}

/** @returns {Promise<Preset>} */
async function ofBuild() {
  const response = await fetch(chrome.runtime.getURL("preset.json"));
  return response.json();
}

/** @returns {Promise<Preset>} */
async function ofPolicy() {
  try {
    return await chrome.storage.managed.get();
  } catch {
    // Firefox rejects where no policy is set.
    return {};
  }
}
