// @ts-check
/** Which elements hold a reply, and which are left alone. */

import { isValueField } from "./textmap.js";

/** A one-line input holds a message only where it says so with one of these, */
const MESSAGES = (
  "answer answers chat comment comments message messages msg note notes reply replies respond " +
  "response"
).split(" ");
/** and no field does that is named or labeled after one of these, */
const NOT_A_MESSAGE = (
  "address bcc cc code css filter find html json password q query recipient recipients search"
).split(" ");
/** nor a one-line input after one of these. */
const NOT_A_LINE = (
  "card cvc cvv date email iban login mail name number otp phone pin sender subject tag tags tel " +
  "time title token url user username"
).split(" ");
const SEARCHES = "search, [role=search i]";
const ROLES_WITHOUT_MESSAGE = new Set(["combobox", "searchbox", "spinbutton"]);
const KEYPADS = new Set(["decimal", "email", "none", "numeric", "search", "tel", "url"]);
const CODE_EDITORS = ".CodeMirror, .cm-editor, .monaco-editor, .ace_editor";
/** Shorter than any reply, in UTF-16 units. */
const SHORT_INPUT = 60;
/**
 * In less room, in CSS pixels, nobody writes: editors catch there what is pasted, and the focus is
 * back in a moment.
 */
const LEAST_ROOM = 2;

/**
 * @param {EventTarget | null | undefined} target innermost of an event, or what has the focus
 * @returns {HTMLElement | null} the textarea, the input or the editing host to work in
 */
export function fieldAt(target) {
  if (!(target instanceof HTMLElement)) return null;
  const field = isValueField(target) ? target : editingHost(target);
  return field && hasRoom(field) && holdsMessage(field) ? field : null;
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
function hasRoom(field) {
  const { width, height } = field.getBoundingClientRect();
  return width >= LEAST_ROOM && height >= LEAST_ROOM;
}

/** @param {HTMLElement} field */
function holdsMessage(field) {
  if (!isOpen(field) || field.closest(CODE_EDITORS) || field.closest(SEARCHES)) return false;
  if (ROLES_WITHOUT_MESSAGE.has(field.role ?? "") || KEYPADS.has(field.inputMode)) return false;
  if (!isValueField(field)) return true;
  if (!["", "on", "off"].includes(field.autocomplete)) return false;
  const named = wordsOf(`${field.name} ${field.id}`);
  const labeled = wordsOf(labelsOf(field));
  const speaksOf = (/** @type {string[]} */ kind) => [...named, ...labeled].some(isOneOf(kind));
  if (field.tagName === "INPUT") {
    const { type, maxLength } = /** @type {HTMLInputElement} */ (field);
    if (type !== "text" || (maxLength >= 0 && maxLength < SHORT_INPUT)) return false;
    if (field.hasAttribute("list") || speaksOf(NOT_A_LINE)) return false;
    return speaksOf(MESSAGES) && !speaksOf(NOT_A_MESSAGE);
  }
  // The label of an area may speak of more: "Write a reply, or search the macros with /".
  if (named.some(isOneOf(NOT_A_MESSAGE))) return false;
  return labeled.some(isOneOf(MESSAGES)) || !labeled.some(isOneOf(NOT_A_MESSAGE));
}

/** @param {string[]} kind @returns {(word: string) => boolean} */
function isOneOf(kind) {
  return (word) => kind.includes(word);
}

/** @param {string} names @returns {string[]} `replySubject` gives reply and subject */
function wordsOf(names) {
  const apart = names.replaceAll(/(\p{Ll})(?=\p{Lu})/gu, "$1 ");
  return apart.toLowerCase().split(/[^\p{L}]+/u);
}

/** @param {HTMLTextAreaElement | HTMLInputElement} field @returns {string} what a person is told */
function labelsOf(field) {
  const labels = [...(field.labels ?? []), ...(field.ariaLabelledByElements ?? [])];
  const texts = labels.map(({ textContent }) => textContent);
  return [field.ariaLabel, field.placeholder, field.title, ...texts].join(" ");
}
