// @ts-check
/**
 * The first page: what it takes to begin, and a reply box to try it in. The modules of the content
 * scripts run here as they are; what is tried is not counted.
 */

import { start } from "../content/main.js";
import { createPort } from "../content/port.js";
import { SHARED_KEY } from "../protocol.js";
import { send } from "./ask.js";
import { showKept } from "./kept.js";
import { byId, fillTexts, text } from "./texts.js";

/** @import { Message, Port } from "../protocol.js" */

const draft = byId("draft", HTMLTextAreaElement);

fillTexts(document);
showKept(document);
byId("options", HTMLButtonElement).addEventListener("click", () => {
  void chrome.runtime.openOptionsPage();
});
byId("sample", HTMLButtonElement).addEventListener("click", () => {
  draft.focus();
  draft.select();
  // As if it were typed: what is taken back by Ctrl+Z is the agent's own.
  document.execCommand("insertText", false, text("welcome_sample_words"));
});
await start(uncounted(createPort()));
await show();
chrome.storage.local.onChanged.addListener((changes) => {
  if (SHARED_KEY in changes) void show();
});

async function show() {
  const answer = await send({ kind: "connection" });
  if (!answer.ok) return;
  const { enrolled, server, team } = answer;
  const host = server === null ? "" : new URL(server).host;
  const words = enrolled ? text("connect_is", host, team ?? "") : text("welcome_connect");
  byId("connection", HTMLParagraphElement).textContent = words;
}

/**
 * @param {Port} port
 * @returns {Port} that tells nobody what is tried, with the customer's message of this page
 */
function uncounted(port) {
  const context = { customer_message: text("welcome_message") };
  /** @param {Message} message */
  async function through(message) {
    if (message.kind === "events" || message.kind === "promised") return { ok: true };
    if (message.kind !== "check") return port.send(message);
    return port.send({ ...message, context, host: "localhost" });
  }
  return { ...port, send: /** @type {Port["send"]} */ (through) };
}
