// @ts-check
/** Our two lines in the browser's context menu, on the pages where the loader runs. */

import { hostOf } from "../address.js";
import { compose } from "./reports.js";

const FALSE_ALARM = "false-alarm";
const PHRASE = "phrase";
/** @type {[string, string, ["editable" | "selection"]][]} id, name of the text, where it is shown */
const MENUS = [
  [FALSE_ALARM, "menu_false_alarm", ["editable"]],
  [PHRASE, "menu_phrase", ["selection"]],
];

/**
 * @param {readonly string[]} patterns of the pages that are read; without any there is no menu
 */
export async function showMenus(patterns) {
  await chrome.contextMenus.removeAll();
  if (patterns.length === 0) return;
  const documentUrlPatterns = [...patterns];
  for (const [id, name, contexts] of MENUS) {
    const title = chrome.i18n.getMessage(name);
    chrome.contextMenus.create({ id, title, contexts, documentUrlPatterns });
  }
}

/**
 * @param {chrome.contextMenus.OnClickData} info
 * @param {chrome.tabs.Tab | undefined} tab
 */
export async function chosen({ menuItemId, selectionText, pageUrl, frameId = 0 }, tab) {
  if (menuItemId === FALSE_ALARM && tab?.id !== undefined) {
    // Only the page knows which mark lies there.
    await chrome.tabs.sendMessage(tab.id, "report", { frameId }).catch(() => undefined);
  } else if (menuItemId === PHRASE) {
    const host = hostOf(tab?.url ?? pageUrl ?? "") ?? "";
    const sentence = (selectionText ?? "").trim();
    await compose({ kind: "phrase", sentence, rule: null, note: null, host });
  }
}
