// @ts-check
/**
 * The worker. It keeps nothing in memory between events: every message finds its handler in the
 * table of handlers.js, and what lasts lies in storage.
 */

import { connection } from "./enroll.js";
import { failure } from "./failure.js";
import { answer } from "./handlers.js";
import { createTurns } from "./inturn.js";
import { chosen } from "./menus.js";
import { ofPolicy } from "./preset.js";
import * as sites from "./sites.js";

const inTurn = createTurns();

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  answer(message, sender).then(respond, () => respond(failure("bad-request")));
  return true;
});
chrome.commands.onCommand.addListener((command, tab) => {
  // A tab without a reply box has nobody who listens.
  if (tab?.id) chrome.tabs.sendMessage(tab.id, command).catch(() => undefined);
});
chrome.contextMenus.onClicked.addListener((info, tab) => void chosen(info, tab));
chrome.permissions.onAdded.addListener(({ origins }) => void sites.granted(origins ?? []));
chrome.permissions.onRemoved.addListener(({ origins }) => void sites.revoked(origins ?? []));
chrome.runtime.onInstalled.addListener(({ reason }) => {
  const url = chrome.runtime.getURL("pages/welcome.html");
  if (reason === "install") void chrome.tabs.create({ url });
});
// Heard so that the worker starts with the browser; the rest is done by any start.
chrome.runtime.onStartup.addListener(() => undefined);
// A policy reaches the extension that it installs only some seconds after the installation.
chrome.storage.onChanged.addListener((_changes, area) => {
  if (area === "managed") void connect();
});

/**
 * What is due when the extension was installed, updated or switched on, or the browser started. Of
 * being switched on no event tells, but what was kept for a session is gone by then.
 */
async function begin() {
  const { begun } = await chrome.storage.session.get("begun");
  if (begun) return;
  await sites.refresh();
  await chrome.storage.session.set({ begun: true });
  await connect();
  await ofPolicy();
  await connect();
}

/** In turn: what a policy brings is looked at again, even while a first look is on its way. */
function connect() {
  return inTurn(async () => {
    await connection();
    await sites.sync();
  });
}

void begin();
