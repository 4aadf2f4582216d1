// @ts-check
/** The list of muted rules, with a way back for each. */

import { read } from "../background/shared.js";
import { build } from "../content/build.js";
import { SHARED_KEY } from "../protocol.js";
import { send } from "./ask.js";
import { ruleName, text } from "./texts.js";

/**
 * @param {HTMLUListElement} list
 * @param {(count: number) => void} counted called after each change
 */
export function showMuted(list, counted) {
  async function show() {
    const { muted } = await read();
    list.replaceChildren(...muted.map(line));
    counted(muted.length);
  }

  /** @param {string} rule */
  function line(rule) {
    const name = ruleName(rule);
    const button = build(document, "button", { type: "button", class: "quiet" });
    button.textContent = text("muted_show");
    button.setAttribute("aria-label", text("muted_show_label", name));
    button.addEventListener("click", () => void send({ kind: "unmute", rule }));
    const words = build(document, "span", { class: "name", text: name });
    return build(document, "li", {}, words, button);
  }

  chrome.storage.local.onChanged.addListener((changes) => {
    if (SHARED_KEY in changes) void show();
  });
  void show();
}
