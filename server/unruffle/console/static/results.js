// @ts-check
/** What a back-test found, a row a rule. It is drawn again with each part, so it stays small. */

import { element, part, say } from "./elements.js";
import { ranked, rate } from "./tally.js";

/** @import { Row, Tally } from "./tally.js" */

const ROWS = 50;

const noisy = /** @type {HTMLInputElement} */ (part("noisy"));

/** @param {number} count @param {number} replies */
function per100(count, replies) {
  const found = rate(count, replies);
  return found.toFixed(found < 10 ? 1 : 0);
}

/** @param {Row} row @param {number} replies @param {(row: Row) => void} look */
function line(row, replies, look) {
  const { id, before, after, fresh, gone, marks, own, trial } = row;
  const name = element("th", { scope: "row" }, element("code", {}, id));
  if (own) name.append(" ", element("span", { class: "severity" }, "own"));
  if (trial) name.append(" ", element("span", { class: "severity" }, "on trial"));
  if (rate(marks, replies) > Number(noisy.value)) {
    name.append(" ", element("span", { class: "severity medium" }, "noisy"));
  }
  const button = element("button", { type: "button", class: "plain" }, "Look");
  button.append(element("span", { class: "unseen" }, ` at marks of ${id}`));
  button.addEventListener("click", () => look(row));
  const cells = [per100(marks, replies), `${before} → ${after}`, String(fresh), String(gone)];
  return element(
    "tr",
    {},
    name,
    ...cells.map((cell) => element("td", {}, cell)),
    element("td", {}, button),
  );
}

/**
 * @param {Tally} tally
 * @param {(row: Row) => void} look
 */
export function showResults(tally, look) {
  const rows = ranked(tally);
  const shown = rows.slice(0, ROWS);
  part("results").hidden = !tally.replies;
  part("rows").replaceChildren(...shown.map((row) => line(row, tally.replies, look)));
  const { replies, before, after } = tally;
  const marked = `Marked: ${per100(before, replies)} of 100 replies as published, `
    + `${per100(after, replies)} with the working copy.`;
  const rest = rows.length - shown.length;
  say(part("summary"), rest > 0 ? `${marked} ${rest} more rules mark less.` : marked, "");
  noisy.oninput = () => showResults(tally, look);
}
