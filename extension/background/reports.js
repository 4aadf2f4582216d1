// @ts-check
/**
 * What an agent tells the team's lead: a false alarm, or a phrase that a list lacks. The agent sees
 * and edits every word first. The answer comes by a receipt that only this browser holds.
 */

/** @import { Answers, Failure, Report, Sent } from "../protocol.js" */
import { connection } from "./enroll.js";
import { failure } from "./failure.js";
import * as keystore from "./keystore.js";
import { ask } from "./server.js";

/** The key in `storage.session`, which no content script can read. */
const COMPOSED = "composed";
/** The server answers for no more receipts at once; the oldest are forgotten. */
const MOST_KEPT = 50;

/**
 * Opens a window of our own with the report, to be read and edited there.
 *
 * @param {Report} report
 */
export async function compose(report) {
  await chrome.storage.session.set({ [COMPOSED]: report });
  const url = chrome.runtime.getURL("pages/report.html");
  await chrome.windows.create({ url, type: "popup", width: 480, height: 620 });
}

/** @returns {Promise<Answers["composed"] | Failure>} the report that the window is about */
export async function composed() {
  const { [COMPOSED]: report } = await chrome.storage.session.get(COMPOSED);
  return report ? { ok: true, report: /** @type {Report} */ (report) } : failure("bad-request");
}

/**
 * @param {Report} report as the agent left it
 * @returns {Promise<Answers["report"] | Failure>}
 */
export async function send(report) {
  const peer = await connection();
  if ("ok" in peer) return peer;
  /** @type {{ok: true, body: {receipt: string}} | Failure} */
  const answer = await ask(peer, { method: "POST", path: "/api/v1/reports", body: report });
  if (!answer.ok) return answer;
  await chrome.storage.session.remove(COMPOSED);
  const { kind, rule, sentence } = report;
  const day = new Date().toISOString().slice(0, 10);
  /** @type {Sent} */
  const sent = { kind, rule, sentence, day, state: "open", answer: null };
  await keep((kept) => [...kept, { ...sent, receipt: answer.body.receipt }]);
  return { ok: true };
}

/**
 * @returns {Promise<Answers["reports"] | Failure>} what was sent from here, newest first, with its
 *   answers; what the server has deleted is forgotten here, too
 */
export async function list() {
  const kept = (await keystore.read("reports")) ?? [];
  if (kept.length === 0) return { ok: true, reports: [] };
  const peer = await connection();
  if ("ok" in peer) return peer;
  /** @type {{ok: true, body: {answers: Told[]}} | Failure} */
  const answer = await ask(peer, {
    method: "POST",
    path: "/api/v1/reports/answers",
    body: { receipts: kept.map(({ receipt }) => receipt) },
  });
  if (!answer.ok) return answer;
  const told = new Map(answer.body.answers.map((one) => [one.receipt, one]));
  const now = await keep((all) =>
    all.flatMap((one) => {
      const { state = one.state, answer: words = one.answer } = told.get(one.receipt) ?? {};
      return state === "gone" ? [] : [{ ...one, state, answer: words }];
    }),
  );
  return { ok: true, reports: now.map(({ receipt: _, ...rest }) => rest).reverse() };
}

/**
 * @typedef {{receipt: string, state: Sent["state"] | "gone", answer: string | null}} Told
 * @typedef {Sent & {receipt: string}} Kept
 * @param {(kept: Kept[]) => Kept[]} change
 * @returns {Promise<Kept[]>}
 */
function keep(change) {
  return keystore.update("reports", (kept) => change(kept).slice(-MOST_KEPT));
}
