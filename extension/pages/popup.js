// @ts-check
/** The card of the toolbar button: how this tab stands, and the switches for it. */

/** @import { FailureCode } from "../protocol.js" */
import { parseSite } from "../address.js";
import { read } from "../background/shared.js";
import { build } from "../content/build.js";
import { STATES } from "../content/states.js";
import { SHARED_KEY } from "../protocol.js";
import { permit, send } from "./ask.js";
import { otherFrames } from "./frames.js";
import { showMuted } from "./muted.js";
import { showPromises } from "./promises.js";
import { tabState } from "./tabstate.js";
import { byId, fillTexts, text, timeOf } from "./texts.js";

const HOUR_MS = 3_600_000;

const allow = byId("allow", HTMLButtonElement);
const pause = byId("pause", HTMLButtonElement);
const on = byId("on", HTMLInputElement);

fillTexts(document);
byId("options", HTMLButtonElement).addEventListener("click", () => {
  void chrome.runtime.openOptionsPage();
});
const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
// The address is known only of tabs that are permitted, or whose toolbar button was pressed.
const site = tab?.url && /^https?:/.test(tab.url) ? parseSite(tab.url) : null;
if (site && tab?.id !== undefined) {
  showTab(site, tab.id);
} else {
  byId("host", HTMLHeadingElement).textContent = text("extension_name");
  byId("words", HTMLParagraphElement).textContent = text("popup_no_site");
  byId("recovery", HTMLParagraphElement).textContent = text("popup_no_site_hint");
}
void showPromises(byId("promises", HTMLUListElement), (count) => {
  byId("promises-section", HTMLElement).hidden = count === 0;
});
showMuted(byId("muted", HTMLUListElement), (count) => {
  byId("muted-section", HTMLElement).hidden = count === 0;
});

/**
 * @param {{host: string, origin: string, pattern: string}} site
 * @param {number} tabId
 */
function showTab(site, tabId) {
  const { host, pattern } = site;
  byId("host", HTMLHeadingElement).textContent = host;
  allow.textContent = text("popup_allow", host);
  allow.addEventListener("click", () => void grant(site));
  on.addEventListener("change", () => void send({ kind: "site", host, on: on.checked }));
  pause.addEventListener("click", () => {
    const until = pause.dataset["paused"] === "yes" ? null : Date.now() + HOUR_MS;
    void send({ kind: "pause", until });
  });

  /** Undefined until the server was asked. @type {FailureCode | null | undefined} */
  let asked;
  async function show() {
    const permitted = await chrome.permissions.contains({ origins: [pattern] });
    const shared = await read();
    const connection = asked === undefined && !shared.enrolled ? "not-enrolled" : (asked ?? null);
    const state = tabState({ host, permitted, shared, connection, now: Date.now() });
    const until = shared.paused_until === null ? "" : timeOf(shared.paused_until);
    const { words, recovery } = STATES[state];
    const named = state === "no-permission" ? host : until;
    const line = state === "no-permission" ? "popup_not_allowed" : words;
    byId("words", HTMLParagraphElement).textContent = text(line, named);
    byId("recovery", HTMLParagraphElement).textContent =
      recovery === null || !permitted ? "" : text(recovery, named);
    allow.hidden = permitted;
    byId("switch", HTMLLabelElement).hidden = !permitted;
    on.checked = state !== "off-here";
    pause.hidden = !permitted || state === "off-here";
    pause.dataset["paused"] = state === "paused" ? "yes" : "no";
    pause.textContent = text(state === "paused" ? "popup_resume" : "popup_pause");
  }

  chrome.storage.local.onChanged.addListener((changes) => {
    if (SHARED_KEY in changes) void show();
  });
  chrome.permissions.onAdded.addListener(() => void show());
  void show();
  void send({ kind: "test" }).then((answer) => {
    asked = answer.ok ? null : answer.code;
    const server = answer.ok ? new URL(answer.server).host : "";
    byId("server", HTMLSpanElement).textContent = server && text("popup_connected", server);
    void show();
  });
  void otherFrames(tabId, host).then(offerFrames);
}

/** @param {{host: string, origin: string, pattern: string}} site */
async function grant(site) {
  const allowed = await permit([site.pattern]);
  if (allowed) await send({ kind: "grant", origin: site.origin });
}

/** @param {{host: string, origin: string, pattern: string}[]} sites */
function offerFrames(sites) {
  const part = byId("frames", HTMLDivElement);
  part.hidden = sites.length === 0;
  for (const site of sites) {
    const button = build(document, "button", { type: "button" });
    button.textContent = text("popup_also_allow", site.host);
    button.addEventListener("click", async () => {
      await grant(site);
      button.remove();
    });
    part.append(button);
  }
}
