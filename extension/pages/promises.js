// @ts-check
/** The list of promises with a day, each with the way back to its ticket. */

import { build } from "../content/build.js";
import { send } from "./ask.js";
import { text } from "./texts.js";

/** @import { Promised } from "../protocol.js" */

/** The card has room for so many; the others come up as these are settled. */
const MOST = 5;

/**
 * @param {HTMLUListElement} list
 * @param {(count: number) => void} counted called after each change
 */
export async function showPromises(list, counted) {
  const answer = await send({ kind: "promises" });
  if (!answer.ok) return;
  const { promises } = answer;
  list.replaceChildren(...promises.slice(0, MOST).map(line));
  counted(promises.length);

  /** @param {Promised} promise */
  function line({ id, day, url }) {
    const { host, pathname, search, hash } = new URL(url);
    const link = build(document, "a", { href: url, target: "_blank", rel: "noopener" });
    link.textContent = host + pathname + search + hash;
    const name = build(document, "span", { class: "name" });
    const isPast = day < today();
    name.append(text(isPast ? "promise_past" : "promise_by", nameOf(day)), " ", link);
    const button = build(document, "button", { type: "button", class: "quiet" });
    button.textContent = text("promise_done");
    button.setAttribute("aria-label", text("promise_done_label", nameOf(day)));
    button.addEventListener("click", async () => {
      await send({ kind: "settle", id });
      await showPromises(list, counted);
    });
    return build(document, "li", {}, name, button);
  }
}

/** Here, where the agent is. */
function today() {
  const now = new Date();
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** @param {string} day as "2026-11-27" */
function nameOf(day) {
  const names = { weekday: "short", month: "short", day: "numeric" };
  const options = /** @type {Intl.DateTimeFormatOptions} */ ({ ...names, timeZone: "UTC" });
  return new Date(`${day}T00:00:00Z`).toLocaleDateString("en", options);
}
