// @ts-check
/** Says, where a page speaks of reports, for how long the team's server keeps them. */

import { read } from "../background/shared.js";
import { SHARED_KEY } from "../protocol.js";
import { text } from "./texts.js";

/** @param {Document} document whose `data-kept` name texts with the time in them */
export function showKept(document) {
  async function show() {
    const { settings } = await read();
    const time = keptFor(settings?.report_days);
    for (const element of document.querySelectorAll("[data-kept]")) {
      element.textContent = text(element.getAttribute("data-kept") ?? "", time);
    }
  }
  chrome.storage.local.onChanged.addListener((changes) => {
    if (SHARED_KEY in changes) void show();
  });
  void show();
}

/**
 * @param {number | undefined} days undefined without a server, or with one that does not say
 */
export function keptFor(days) {
  if (days === undefined) return text("kept_some");
  return days === 1 ? text("kept_days_one") : text("kept_days", String(days));
}
