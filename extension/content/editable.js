// @ts-check
/** Which elements hold a reply, and which are left alone. */

import { isValueField } from "./textmap.js";

/** Areas that are named after one of these hold no message, */
const NOT_A_MESSAGE = "bcc cc code css html json q query recipient recipients search".split(" ");
/** and one-line inputs neither when named after one of these. */
const NOT_A_LINE = (
  "card cvc cvv date email from iban login mail name number otp password phone pin sender " +
  "subject tag tags tel time title to token url user username"
).split(" ");
const ROLES_WITHOUT_MESSAGE = new Set(["combobox", "searchbox", "spinbutton"]);
const KEYPADS = new Set(["decimal", "email", "none", "numeric", "search", "tel", "url"]);
const CODE_EDITORS = ".CodeMirror, .cm-editor, .monaco-editor, .ace_editor";
/** Shorter than any reply, in UTF-16 units. */
const SHORT_INPUT = 60;

/**
 * @param {EventTarget | null | undefined} target innermost of an event, or what has the focus
 * @returns {HTMLElement | null} the textarea, the input or the editing host to work in
 */
export function fieldAt(target) {
  if (!(target instanceof HTMLElement)) return null;
  const field = isValueField(target) ? target : editingHost(target);
  return field && holdsMessage(field) ? field : null;
}

/**
 * @param {Document} document
 * @returns {Element | null} what has the focus, also inside open shadow roots
 */
export function focused(document) {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/**
 * Whether the field can be typed in now; editors switch themselves off while they send.
 *
 * @param {HTMLElement} field
 */
export function isOpen(field) {
  if (!field.isConnected || field.ariaReadOnly === "true" || field.ariaDisabled === "true") {
    return false;
  }
  return isValueField(field)
    ? !field.readOnly && !field.matches(":disabled")
    : field.isContentEditable;
}

/**
 * Some editors keep their text to themselves and only receive keys.
 *
 * @param {HTMLElement} field
 */
export function isUnreadable(field) {
  return "editContext" in field && field.editContext !== null;
}

/** @param {HTMLElement} element */
function editingHost(element) {
  if (!element.isContentEditable) return null;
  let host = element;
  while (host.parentElement?.isContentEditable) host = host.parentElement;
  return host === host.ownerDocument.documentElement ? host.ownerDocument.body : host;
}

/** @param {HTMLElement} field */
function holdsMessage(field) {
  if (!isOpen(field) || field.closest(CODE_EDITORS)) return false;
  if (ROLES_WITHOUT_MESSAGE.has(field.role ?? "") || KEYPADS.has(field.inputMode)) return false;
  if (!isValueField(field)) return true;
  if (!["", "on", "off"].includes(field.autocomplete)) return false;
  const names = namesOf(field);
  if (field.tagName === "INPUT") {
    const { type, maxLength } = /** @type {HTMLInputElement} */ (field);
    if (type !== "text" || (maxLength >= 0 && maxLength < SHORT_INPUT)) return false;
    if (field.hasAttribute("list") || names.some((name) => NOT_A_LINE.includes(name))) return false;
  }
  return !names.some((name) => NOT_A_MESSAGE.includes(name));
}

/**
 * @param {HTMLTextAreaElement | HTMLInputElement} field
 * @returns {string[]} the words of its name and id: `replySubject` gives reply and subject
 */
function namesOf(field) {
  const words = `${field.name} ${field.id}`.replaceAll(/(\p{Ll})(?=\p{Lu})/gu, "$1 ");
  return words.toLowerCase().split(/[^\p{L}]+/u);
}
