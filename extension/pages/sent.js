// @ts-check
/** The list of what this agent reported, with the answers. Asked for when the page opens. */

import { build } from "../content/build.js";
import { send } from "./ask.js";
import { ruleName, text } from "./texts.js";

/** @import { Sent } from "../protocol.js" */

/** @type {Record<Sent["state"], string>} */
const STATES = { open: "sent_open", accepted: "sent_accepted", declined: "sent_declined" };

/**
 * @param {HTMLUListElement} list
 * @param {(count: number, words: string) => void} told how many there are, and why none can be shown
 */
export async function showSent(list, told) {
  const answer = await send({ kind: "reports" });
  if (!answer.ok) return told(0, answer.message);
  list.replaceChildren(...answer.reports.map(line));
  told(answer.reports.length, "");
}

/** @param {Sent} sent */
function line({ rule, sentence, day, state, answer }) {
  const about = rule === null ? text("sent_phrase") : text("sent_false_alarm", ruleName(rule));
  const name = build(document, "span", { class: "name", text: `${about}: “${sentence}”` });
  const said = [text(STATES[state]), answer ?? ""].join(" ").trim();
  const hint = build(document, "p", { class: "hint", text: `${day}. ${said}` });
  return build(document, "li", {}, name, hint);
}
