// @ts-check
/** The window in which an agent reads, edits and sends one sentence to the team's lead. */

import { masked } from "../content/masking.js";
import { send } from "./ask.js";
import { showKept } from "./kept.js";
import { byId, fillTexts, ruleName, text } from "./texts.js";

/** @import { Report } from "../protocol.js" */

/**
 * The texts of the title, of the sentence and of the note.
 *
 * @type {Record<Report["kind"], [string, string, string]>}
 */
const NAMES = {
  "false-alarm": ["report_false_alarm", "report_false_alarm_sentence", "report_false_alarm_note"],
  phrase: ["report_phrase", "report_phrase_sentence", "report_phrase_note"],
};

const form = byId("form", HTMLFormElement);
const sentence = byId("sentence", HTMLTextAreaElement);
const note = byId("note", HTMLTextAreaElement);
const submit = byId("send", HTMLButtonElement);
const status = byId("status", HTMLParagraphElement);

fillTexts(document);
showKept(document);
byId("cancel", HTMLButtonElement).addEventListener("click", () => window.close());
const answer = await send({ kind: "composed" });
if (answer.ok) show(answer.report);
else form.hidden = true;

/** @param {Report} report */
function show(report) {
  const [title, about, remark] = NAMES[report.kind];
  byId("title", HTMLHeadingElement).textContent = text(title);
  byId("sentence-label", HTMLLabelElement).textContent = text(about);
  byId("note-label", HTMLLabelElement).textContent = text(remark);
  byId("rule", HTMLParagraphElement).textContent = report.rule && text("report_rule", ruleName(report.rule));
  sentence.value = masked(report.sentence);
  sentence.focus();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void go(report);
  });
}

/** @param {Report} report */
async function go({ kind, rule, host }) {
  const words = sentence.value.trim();
  if (words === "") return void (status.textContent = text("report_empty"));
  const remark = note.value.trim() || null;
  status.textContent = "";
  submit.disabled = true;
  const answer = await send({
    kind: "report",
    report: { kind, rule, host, sentence: words, note: remark },
  });
  submit.disabled = false;
  // What was written stays, so that it can be sent again.
  if (!answer.ok) return void (status.textContent = `${answer.message} ${answer.hint}`);
  form.hidden = true;
  status.textContent = text("report_done");
}
