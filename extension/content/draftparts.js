// @ts-check
/** The parts of the panel about the draft: what is good in it, and how far it is in each phase. */

/** @import { Technique } from "../protocol.js" */
/** @import { View } from "./coach.js" */
/** @import { Make } from "./panel.js" */
import { build } from "./build.js";
import { APOLOGY } from "./words.js";

/**
 * @param {Make} make
 * @param {View} view
 * @param {string | null} pointed
 * @returns {HTMLElement[]} what is already good, and nothing where nothing is yet
 */
export function draftParts(make, view, pointed) {
  const { document, port } = make;
  const list = build(document, "ul", { class: "good" });
  for (const technique of view.good) list.append(goodItem(make, technique, pointed));
  const none = build(document, "p", { class: "quietly", text: port.text("panel_good_none") });
  return [make.section("panel_good", view.good.length > 0 ? list : none)];
}

/**
 * @param {Make} make
 * @param {Technique} technique
 * @param {string | null} pointed
 */
function goodItem({ document, port, press, on }, technique, pointed) {
  const { id, name, shows, spans } = technique;
  const line = build(document, "li", {});
  if (spans.length === 0) line.append(shows);
  else {
    const pressed = { "aria-pressed": String(pointed === id), title: port.text("panel_point", name) };
    const button = build(document, "button", { type: "button", ...pressed, text: shows });
    line.append(press(button, () => on.point(technique)));
  }
  return line;
}

/**
 * @param {Make} make
 * @param {View} view
 */
export function phasesPart(make, { phases, apology }) {
  const { document, port } = make;
  const list = build(document, "ul", { class: "phases" });
  for (const phase of phases) list.append(phaseItem(make, phase));
  const part = make.section("panel_phases", list);
  if (apology) {
    const told = APOLOGY.filter(([name]) => apology[name]).map(([, text]) => port.text(text));
    const words = told.length > 0 ? port.text("panel_apology", told.join(", ")) : "";
    if (words) part.append(build(document, "p", { class: "quietly", text: words }));
  }
  return part;
}

/**
 * The bar says nothing that the words beside it do not say.
 *
 * @param {Make} make
 * @param {View["phases"][number]} phase
 */
function phaseItem({ document, port }, { name, have, need, open }) {
  const all = have.length + open;
  const bar = build(document, "span", { class: "bar", "aria-hidden": "true" });
  const full = build(document, "span", {});
  full.style.width = `${all === 0 ? 0 : (100 * have.length) / all}%`;
  bar.append(full);
  const words = [
    have.length > 0 ? port.text("panel_there", have.join("; ")) : "",
    need.length > 0 ? port.text("panel_not_yet", need.join("; ")) : "",
  ].filter(Boolean);
  const text = words.join(" ") || port.text("panel_not_needed");
  const head = build(document, "span", { class: "phase", text: port.text(name) });
  const line = build(document, "span", { class: "quietly", text });
  return build(document, "li", {}, head, bar, line);
}
