// @ts-check
/** The keys that open the advice at the caret, as they stand on the keyboard. */

/**
 * @param {string} platform as the browser names it
 * @returns {string}
 */
export function chordName(platform) {
  return platform.startsWith("Mac") ? "Option+Shift+U" : "Alt+Shift+U";
}
