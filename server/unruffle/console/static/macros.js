// @ts-check
/** The page of the macro scan: the worst first, and what is fine here approved by a click. */

import { encodingOf } from "./archive.js";
import { element, marked, part, say, scripted, typed } from "./elements.js";
import { ArchiveError } from "./formats.js";
import { pastedMacros, tableMacros } from "./macrofile.js";
import { batches, check, NoAnswer } from "./sending.js";
import { onceClicked } from "./submitting.js";

/** @import { Macro } from "./macrofile.js" */
/** @import { Answer, Rule } from "./tally.js" */
/** @typedef {Macro & { answer: Answer, rules: Record<string, Rule> }} Scanned */

const LONGEST_FILE = 5_000_000;
const LONGEST = 100_000;
const SHOWN = 30;

const form = /** @type {HTMLFormElement} */ (part("macros"));
const file = /** @type {HTMLInputElement} */ (part("file"));
const more = part("more");

/** @type {Scanned[]} */
let waiting = [];

/** @returns {Promise<Macro[]>} */
async function given() {
  const [first] = file.files ?? [];
  if (!first) return pastedMacros(typed(form, "pasted"));
  if (first.size > LONGEST_FILE) throw new ArchiveError("The file is larger than macros are.");
  const bytes = new Uint8Array(await first.arrayBuffer());
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  return /\.txt$/i.test(first.name) ? pastedMacros(text) : tableMacros(text);
}

/** @param {Scanned} scanned */
function findings({ answer, rules, text }) {
  return answer.heard.map(({ rule, start, end, better }) => {
    const words = text.slice(start ?? 0, end ?? 0);
    const { message = "", why = "", severity = "" } = rules[rule] ?? {};
    const head = element("p", {}, element("q", {}, words), " ");
    head.append(element("span", { class: `severity ${severity}` }, severity));
    const offers = better.map((each) => {
      return element("p", {}, each ? `Rather: ${each}` : "Rather: leave the words out");
    });
    const reason = element("p", { class: "quiet" }, `${why} ${rule}`);
    return element("li", {}, head, element("p", { class: "message" }, message), ...offers, reason);
  });
}

/** @param {Scanned} scanned */
function approval({ answer, name }) {
  const found = answer.heard.map(({ allow }) => allow).filter((allow) => allow !== null);
  const phrases = [...new Set(found)];
  const summary = element("summary", {}, "Approve as our wording");
  const folded = element("details", {}, summary);
  if (!phrases.length) {
    folded.append(element("p", {}, "What is marked has no words that could be approved."));
    return folded;
  }
  const owner = element("input", { name: "owner", maxlength: "100" });
  owner.placeholder = String(form.dataset["who"]);
  const note = element("input", { name: "note", maxlength: "400" });
  note.value = `Macro: ${name}`.slice(0, 400);
  const button = element("button", { type: "button" }, "Approve");
  const told = element("div", { role: "status" });
  const body = () => {
    const made = new FormData();
    made.set("scope", typed(form, "scope"));
    made.set("owner", owner.value);
    made.set("note", note.value);
    for (const phrase of phrases) made.append("phrase", phrase);
    return made;
  };
  onceClicked(button, told, String(form.dataset["approve"]), body, (page) => {
    const link = element("a", { href: page }, "approved wording");
    const then = " of the working copy. Drafts stay silent there once it is published.";
    return element("p", { class: "held" }, "It is in the ", link, then);
  });
  const list = phrases.map((phrase) => element("li", {}, element("code", {}, phrase)));
  folded.append(
    element("p", {}, "These words are never marked then, whatever rule they meet:"),
    element("ul", {}, ...list),
    element(
      "div",
      { class: "row start" },
      element("label", {}, "Owner", owner),
      element("label", {}, "Note", note),
    ),
    element("p", {}, button),
    told,
  );
  return folded;
}

/** @param {Scanned} scanned */
function card(scanned) {
  const { name, text, answer } = scanned;
  const title = element("h2", {}, name, " ");
  title.append(element("span", { class: "severity" }, `${answer.points} points`));
  const shown = element("li", {}, title, marked(text, answer.heard));
  shown.append(element("ul", {}, ...findings(scanned)));
  if (form.dataset["edit"] === "yes") shown.append(approval(scanned));
  return shown;
}

function showMore() {
  part("found").append(...waiting.splice(0, SHOWN).map(card));
  more.hidden = !waiting.length;
}

async function scan() {
  const macros = await given();
  const short = macros.filter(({ text }) => text.length <= LONGEST);
  /** @type {Scanned[]} */
  const scanned = [];
  for await (const { pasts } of batches(short.map(({ text }) => ({ reply: text })))) {
    const { rules, answers } = await check(String(form.dataset["scan"]), { replies: pasts });
    for (const answer of answers) {
      const macro = short[scanned.length];
      if (macro) scanned.push({ ...macro, rules, answer });
    }
    say(part("state"), `Macros that are scanned: ${scanned.length} of ${macros.length}.`, "");
  }
  const unread = macros.length - scanned.filter(({ answer }) => answer.status === "checked").length;
  waiting = scanned.filter(({ answer }) => answer.heard.length);
  waiting.sort((a, b) => b.answer.points - a.answer.points);
  const left = unread ? ` Passed over, as too short or in another language: ${unread}.` : "";
  say(part("state"), `Macros with marks: ${waiting.length} of ${macros.length}.${left}`, "");
  showMore();
}

async function start() {
  form.inert = true;
  part("found").replaceChildren();
  more.hidden = true;
  say(part("problem"), "");
  try {
    await scan();
  } catch (error) {
    if (!(error instanceof ArchiveError) && !(error instanceof NoAnswer)) throw error;
    say(part("problem"), error.message, "remark");
  } finally {
    form.inert = false;
  }
}

scripted();
more.addEventListener("click", showMore);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void start();
});
