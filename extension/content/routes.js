// @ts-check
/** The ways in which words get into an editor, and which are tried in which editor. */

import { isValueField } from "./textmap.js";

/** @typedef {{start: number, end: number, words: string}} Part */
/**
 * One way into an editor: how long it needs to take the selection over, in ms, and what is done
 * then.
 * @typedef {{settle: number, act: (element: HTMLElement, part: Part, range: StaticRange | null) =>
 *   void}} Route
 */

/** An editor needs this long to take a selection over, in ms. */
const SETTLE_MS = 60;
/** The same for editors that took no notice at first, in ms. */
const SLOW_SETTLE_MS = 120;
/** @type {Route} */
const BY_EVENT = { settle: SETTLE_MS, act: replaceInput };
/** @type {Route} */
const BY_PASTE = { settle: SLOW_SETTLE_MS, act: paste };
/** @type {Route} */
const BY_COMMAND = { settle: SETTLE_MS, act: insert };
/**
 * Editors whose undo takes no notice of words that come by an event: CKEditor 4 takes a snapshot at
 * a click, Froala at a paste. Froala puts the words of an event in the place of whole words, even
 * of one that only touches the place meant: that is taken back, and the command is tried.
 */
const ODD_UNDO = [
  { editor: ".cke_editable", routes: [{ settle: SLOW_SETTLE_MS, act: clickAndInsert }, BY_EVENT] },
  { editor: ".fr-element", routes: [BY_PASTE, BY_EVENT, BY_COMMAND] },
];

/**
 * @param {HTMLElement} element
 * @returns {Route[]} in the order in which they are tried
 */
export function routesFor(element) {
  if (isValueField(element)) return [{ settle: 0, act: insert }];
  const odd = ODD_UNDO.find(({ editor }) => element.matches(editor));
  return odd?.routes ?? [BY_EVENT, BY_PASTE];
}

/** @type {Route["act"]} */
function insert(element, { words }) {
  const command = words === "" ? "delete" : "insertText";
  // Deprecated, and the only call that keeps the undo history of fields and plain editors.
  element.ownerDocument.execCommand(command, false, words);
}

/** @type {Route["act"]} */
function replaceInput(element, part, range) {
  const event = new InputEvent("beforeinput", {
    inputType: "insertReplacementText",
    data: part.words,
    targetRanges: range ? [range] : [],
    bubbles: true,
    cancelable: true,
    composed: true,
  });
  if (element.dispatchEvent(event)) insert(element, part, range);
}

/** @type {Route["act"]} */
function clickAndInsert(element, part, range) {
  // The undo manager of CKEditor 4 takes a snapshot on clicks.
  element.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
  if (range) {
    const { startContainer, startOffset, endContainer, endOffset } = range;
    const selection = element.ownerDocument.getSelection();
    selection?.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
  }
  insert(element, part, range);
}

/** @type {Route["act"]} */
function paste(element, { words }) {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", words);
  // Firefox hands over an empty clipboard unless it gets these two as well.
  const options = { clipboardData, dataType: "text/plain", data: words };
  const event = new ClipboardEvent("paste", {
    ...options,
    bubbles: true,
    cancelable: true,
    composed: true,
  });
  element.dispatchEvent(event);
}
