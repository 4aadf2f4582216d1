// @ts-check
/** The parts of the panel about structural checks: the one thing to add, and the others. */

/** @import { Opener, StructuralCheck } from "../protocol.js" */
/** @import { View } from "./coach.js" */
/** @import { Make } from "./panel.js" */
import { build } from "./build.js";
import { phasesPart } from "./draftparts.js";
import { sourceLines } from "./sources.js";
import { suggestionButton } from "./suggestion.js";

/**
 * @param {Make} make
 * @param {View} view
 * @returns {HTMLElement[]}
 */
export function checkParts(make, view) {
  const { document, port } = make;
  const parts = [];
  if (view.limit) parts.push(limitPart(make, view.limit));
  if (view.next) {
    const { check, opener } = view.next;
    const offers = build(document, "div", { class: "offers" }, offer(make, check, opener));
    parts.push(make.section("panel_next", offers, checkCard(make, check)));
  } else if (!view.limit) {
    const none = build(document, "p", { class: "quietly", text: port.text("panel_next_none") });
    parts.push(make.section("panel_next", none));
  }
  parts.push(phasesPart(make, view));
  const list = view.rest.map((check) => checkCard(make, check));
  if (view.more.length > 0) {
    const more = build(document, "div", {}, ...view.more.map((check) => checkCard(make, check)));
    list.push(build(document, "div", {}, make.keep("more", "popover_more", more), more));
  }
  if (list.length > 0) parts.push(make.section("panel_checks", ...list));
  return parts;
}

/**
 * @param {Make} make
 * @param {StructuralCheck} check
 * @param {Opener} opener
 */
function offer({ document, port, press, on }, check, opener) {
  const words = { ...opener, start: 0, end: 0 };
  const button = suggestionButton(document, port, words, port.text("panel_add"));
  return press(button, () => on.insert(check, opener));
}

/**
 * What may be heard, the reason and the source behind "Why?", and what an agent can do about it.
 *
 * @param {Make} make
 * @param {StructuralCheck} check
 */
function checkCard(make, check) {
  const { document, port, on } = make;
  const reason = build(document, "p", { text: check.why });
  const note = build(document, "p", { text: port.text("popover_mute_note") });
  const mute = make.button("popover_mute", () => on.mute(check));
  const sources = sourceLines(document, check.sources);
  const why = build(document, "div", { class: "more" }, reason, ...sources, mute, note);
  const row = build(document, "div", { class: "row" });
  const { note: words } = check;
  if (words) row.append(make.button("panel_note", () => on.copy(words)));
  row.append(make.button("panel_not_here", () => on.dismiss(check), { class: "quiet" }));
  row.append(make.keep(check.rule, "popover_why", why));
  const message = build(document, "p", { class: "message", text: check.message });
  return build(document, "div", { class: "check" }, message, row, why);
}

/**
 * When the agent was insulted: a limit set kindly, a colleague, or two minutes. None is recorded.
 *
 * @param {Make} make
 * @param {NonNullable<View["limit"]>} limit
 */
function limitPart(make, { check, openers }) {
  const { document, on } = make;
  const list = openers.map((opener) => offer(make, check, opener));
  const row = build(document, "div", { class: "row" });
  const { note } = check;
  if (note) row.append(make.button("panel_pass_on", () => on.copy(note)));
  row.append(make.button("panel_two_minutes", on.rest));
  const offers = build(document, "div", { class: "offers" }, ...list);
  return make.section("panel_limit", checkCard(make, { ...check, note: null }), offers, row);
}
