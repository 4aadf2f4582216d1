// @ts-check
/** The parts of the panel about the customer's message, and about the draft in numbers. */

/** @import { View } from "./coach.js" */
/** @import { Make } from "./panel.js" */
import { build } from "./build.js";
import { HEAT, KINDS, plainly } from "./words.js";

/** So much of the customer's message is enough to know it again, in UTF-16 units. */
const FIRST_UNITS = 80;

/**
 * @param {Make} make
 * @param {View} view
 * @returns {HTMLElement[]}
 */
export function situationParts(make, view) {
  return [situationPart(make, view), readingPart(make, view)];
}

/**
 * @param {Make} make
 * @param {View} view
 */
function situationPart(make, view) {
  const { document, port, on } = make;
  const { said, heard } = view;
  const part = make.section("panel_situation", line(make, understood(make, view)));
  const list = build(document, "ul", { class: "quotes" });
  for (const { quote, shows } of view.quotes) {
    const words = shows.map((one) => plainly(port.text, one)).join(", ");
    const mark = build(document, "q", { text: quote });
    list.append(build(document, "li", {}, mark, `: ${words}`));
  }
  if (view.quotes.length > 0) part.append(list);
  if (heard) part.append(line(make, port.text("panel_heard", first(heard)), "quietly"));
  const row = build(document, "div", { class: "row" });
  const unlike = (/** @type {boolean} */ is) => () => on.says({ unlike: is });
  if (said.unlike) row.append(make.button("panel_read_again", unlike(false)));
  else if (heard) row.append(make.button("panel_unlike", unlike(true)));
  const message = view.picked;
  if (message) {
    row.append(make.button("panel_take_picked", () => on.says({ message, unlike: false })));
  }
  row.append(make.button("panel_pick", () => on.pick()));
  part.append(row, oursBox(make, view));
  return part;
}

/**
 * @param {Make} make
 * @param {View} view
 * @returns {string}
 */
function understood({ port }, { said, heard, kind, heat }) {
  if (said.unlike) return port.text("panel_unlike_done");
  const name = KINDS[kind];
  if (!name) return port.text(heard ? "panel_unknown" : "panel_unheard");
  const mood = HEAT[heat];
  const words = port.text("panel_kind", port.text(name));
  return mood ? `${words} ${port.text("panel_mood", port.text(mood))}` : words;
}

/**
 * Words that take responsibility are offered only after this.
 *
 * @param {Make} make
 * @param {View} view
 */
function oursBox({ document, port, press, on }, { said }) {
  const box = build(document, "input", { type: "checkbox" });
  box.checked = said.ours;
  press(box, () => on.says({ ours: box.checked }));
  const note = build(document, "span", { class: "quietly", text: port.text("panel_ours_note") });
  const label = build(document, "label", { class: "ours" }, box, ` ${port.text("panel_ours")} `);
  return build(document, "div", {}, label, note);
}

/**
 * @param {Make} make
 * @param {View} view
 */
function readingPart(make, { readability, score }) {
  const { document, port } = make;
  const { words, longest_sentence_words: longest, grade } = readability;
  const round = words > 20 ? Math.round(words / 10) * 10 : words;
  const text = port.text("panel_words", String(round), String(longest));
  const graded = grade === null ? "" : ` ${port.text("panel_grade", String(Math.round(grade)))}`;
  const number = line(make, score === null ? "" : port.text("badge_score", String(score)));
  const row = build(document, "div", { class: "row" });
  if (score !== null) row.append(make.keep("score", "panel_score", number), number);
  return make.section("panel_reading", line(make, text + graded), row);
}

/**
 * @param {Make} make
 * @param {string} text
 * @param {string} [name]
 */
function line({ document }, text, name = "") {
  return build(document, "p", { ...(name && { class: name }), text });
}

/** @param {string} text */
function first(text) {
  const words = text.replace(/\s+/gu, " ").trim();
  return words.length > FIRST_UNITS ? `${words.slice(0, FIRST_UNITS)}…` : words;
}
