// @ts-check
/**
 * Slots are gaps of a suggestion that want a fact: "I'll call you by {time}." They are found in the
 * field's own text, so that they are looked after with no server and after a reload.
 *
 * Double braces are macros of the helpdesk: leftovers.js looks after them.
 */

/** @typedef {{start: number, end: number}} Slot */

const SLOT = /(?<!\{)\{\p{L}[\p{L}\p{N} ,'’/-]{0,60}\}(?!\})/gu;

/**
 * @param {string} text
 * @returns {Slot[]} the gaps still open, in UTF-16 units, with their braces
 */
export function openSlots(text) {
  return Array.from(text.matchAll(SLOT), ({ 0: slot, index }) => ({
    start: index,
    end: index + slot.length,
  }));
}

/**
 * Where Tab goes. Past the last slot it leaves the field as ever, so nobody is caught.
 *
 * @param {readonly Slot[]} gaps
 * @param {number} caret the end of the selection
 * @returns {Slot | null}
 */
export function slotAfter(gaps, caret) {
  return gaps.find((slot) => slot.start >= caret) ?? null;
}
