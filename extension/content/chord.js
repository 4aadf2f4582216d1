// @ts-check
/** The keys that open the advice at the caret and the panel, as they stand on the keyboard. */

/** @typedef {"U" | "K"} ChordKey U opens the advice at the caret, K the panel */

/**
 * @param {string} platform as the browser names it
 * @param {ChordKey} [key]
 * @returns {string}
 */
export function chordName(platform, key = "U") {
  return platform.startsWith("Mac") ? `Option+Shift+${key}` : `Alt+Shift+${key}`;
}

/**
 * @param {KeyboardEvent} event
 * @param {ChordKey} key
 */
export function isChord({ altKey, shiftKey, ctrlKey, metaKey, code }, key) {
  return altKey && shiftKey && !ctrlKey && !metaKey && code === `Key${key}`;
}

/** The page gets nothing of a key that was ours. @param {Event} event */
export function keep(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}
