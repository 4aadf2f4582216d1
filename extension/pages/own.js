// @ts-check
/** The agent's own weeks as a small table. */

import { build } from "../content/build.js";
import { send } from "./ask.js";

/** @import { Week } from "../protocol.js" */

const MOST = 4;

/**
 * @param {HTMLTableSectionElement} body
 * @param {(count: number) => void} told how many weeks there are
 */
export async function showOwn(body, told) {
  const answer = await send({ kind: "own" });
  if (!answer.ok) return;
  body.replaceChildren(...answer.weeks.slice(-MOST).reverse().map(row));
  told(answer.weeks.length);
}

/** @param {Week} week */
function row({ monday, replies, shown, improved, kept }) {
  const head = build(document, "th", { scope: "row", text: monday });
  const cells = [replies, shown, improved, kept].map((number) =>
    build(document, "td", { text: String(number) }),
  );
  return build(document, "tr", {}, head, ...cells);
}
