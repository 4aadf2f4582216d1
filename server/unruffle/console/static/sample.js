// @ts-check
/** A sample of what one rule marks: right or wrong, and how right the rule may be. */

import { element, marked, part, say, typed } from "./elements.js";
import { onceClicked } from "./submitting.js";
import { precision, sentenceOf } from "./tally.js";

/** @import { Row, Sample } from "./tally.js" */

/** @param {number} part */
const percent = (part) => `${Math.round(100 * part)} %`;

/**
 * The question whether a mark is right, with what may be done where it is not.
 * @param {Row} row
 * @param {number} number
 * @param {(right: boolean) => void} judge
 */
function question(row, number, judge) {
  const legend = element("legend", { class: "unseen" }, `Mark ${number}`);
  const asked = element("fieldset", { class: "judged row start" }, legend);
  for (const [value, label] of [["right", "Rightly marked"], ["wrong", "Better not marked"]]) {
    const name = `judged-${row.id}-${number}`;
    const radio = element("input", { type: "radio", name, value: String(value) });
    radio.addEventListener("change", () => judge(value === "right"));
    asked.append(element("label", { class: "tick" }, radio, ` ${label}`));
  }
  return asked;
}

/**
 * An editable sentence that one click takes over; until then nothing is sent.
 * @param {Row} row
 * @param {Sample} sample
 * @param {HTMLFormElement} page
 */
function nearMiss(row, sample, page) {
  const field = element("textarea", { rows: "2", maxlength: "500" });
  field.value = sentenceOf(sample);
  const button = element("button", { type: "button", class: "plain" }, "Add to its near misses");
  const told = element("div", { role: "status" });
  const body = () => {
    const form = new FormData();
    form.set("scope", typed(page, "scope"));
    form.set("rule", row.id);
    form.set("sentence", field.value);
    return form;
  };
  onceClicked(button, told, String(page.dataset["nearMiss"]), body, (address) => {
    const link = element("a", { href: address }, "Open the rule");
    return element("p", {}, "It is in the working copy. ", link, ", so that it passes.");
  });
  const label = element("label", {}, "The sentence, without names and numbers of anybody", field);
  return element("div", { class: "near-miss" }, element("p", {}, label), button, told);
}

/** @param {Sample} sample */
function shown(sample) {
  const text = marked(sample.text, sample.placed ? [sample] : []);
  if (sample.fresh) text.append(" ", element("span", { class: "severity" }, "newly marked"));
  return text;
}

/** @param {Map<number, boolean>} judged */
function estimate(judged) {
  const right = [...judged.values()].filter(Boolean).length;
  const found = precision(right, judged.size);
  if (!found) return "Say of each mark whether it is right.";
  return `${right} of ${judged.size} are right: ${percent(found.part)}. With 95 % certainty `
    + `${percent(found.low)} to ${percent(found.high)} of all its marks are.`;
}

/** @param {Row} row @param {HTMLFormElement} page the form, with the scope and the addresses */
export function showSample(row, page) {
  /** @type {Map<number, boolean>} */
  const judged = new Map();
  const tell = () => say(part("estimate"), estimate(judged), "");
  const entries = row.sample.map((sample, at) => {
    const entry = element("li", {}, shown(sample));
    const mayTake = row.own && page.dataset["edit"] === "yes";
    entry.append(
      question(row, at + 1, (right) => {
        judged.set(at, right);
        entry.querySelector(".near-miss")?.remove();
        if (!right && mayTake) entry.append(nearMiss(row, sample, page));
        tell();
      }),
    );
    return entry;
  });
  const lost = row.lost.map((sample) => element("li", {}, shown(sample)));
  part("sample-rule").replaceChildren("What ", element("code", {}, row.id), " marks");
  say(part("sample-message"), row.message, "message");
  part("marks").replaceChildren(...entries);
  part("lost").replaceChildren(...lost);
  part("lost-title").hidden = !lost.length;
  part("sample").hidden = false;
  tell();
  part("sample-rule").focus();
}
