// @ts-check
/** The page of the back-test: choose, run, look. Only parts on their way leave the browser. */

import { open, pastReplies } from "./archive.js";
import { guess } from "./columns.js";
import { element, part, say, scripted, typed } from "./elements.js";
import { blocks, whyUnread } from "./formats.js";
import { showResults } from "./results.js";
import { showSample } from "./sample.js";
import { batches, check, NoAnswer } from "./sending.js";
import { add, newTally } from "./tally.js";

/** @import { Opened, Past } from "./archive.js" */

/** Drawing each part would take longer than what it shows. */
const DRAWN_MS = 250;
const LABELS = { reply: "The reply", message: "What the customer wrote", channel: "Channel" };

const form = /** @type {HTMLFormElement} */ (part("back-test"));
const [chosen, running] = [part("columns"), part("running")];
const file = /** @type {HTMLInputElement} */ (part("file"));
const bar = /** @type {HTMLProgressElement} */ (part("progress"));
const again = part("again");

/** @type {Opened | null} */
let opened = null;
let tally = newTally();
let stop = new AbortController();

/** @param {Opened} found */
function offer({ format, columns, rows }) {
  const names = format === "mbox" ? "mbox" : format.startsWith("zendesk") ? "zendesk" : "columns";
  for (const each of form.querySelectorAll("[data-for]")) {
    if (each instanceof HTMLElement) each.hidden = each.dataset["for"] !== names;
  }
  const guessed = guess(columns, rows);
  chosen.replaceChildren(
    ...Object.entries(LABELS).map(([name, label]) => {
      const select = element("select", { name: `column-${name}` });
      if (name !== "reply") select.append(new Option("none", ""));
      for (const column of columns) {
        const example = rows.map((row) => row[column]?.trim()).find(Boolean) ?? "";
        const seen = example.length > 40 ? `${example.slice(0, 40)}…` : example;
        select.append(new Option(seen ? `${column}: ${seen}` : column, column));
      }
      select.value = guessed[/** @type {keyof typeof LABELS} */ (name)];
      return element("label", {}, label, select);
    }),
  );
}

async function look() {
  opened = null;
  say(part("told"), "");
  const [first] = file.files ?? [];
  for (const each of form.querySelectorAll("[data-for]")) each.setAttribute("hidden", "");
  chosen.replaceChildren();
  if (!first) return;
  try {
    opened = await open(first);
    offer(opened);
  } catch (error) {
    say(part("told"), whyUnread(error), "remark");
    file.value = "";
  }
}

/** @returns {AsyncIterable<Past> | Iterable<Past>} */
function archive() {
  const channel = typed(form, "channel");
  const [first] = file.files ?? [];
  if (!first || !opened) return blocks(typed(form, "pasted")).map((reply) => ({ reply, channel }));
  const columns = {
    reply: typed(form, "column-reply"),
    message: typed(form, "column-message"),
    channel: typed(form, "column-channel"),
  };
  const read = (/** @type {number} */ bytes) => {
    bar.value = bytes / first.size;
  };
  return withChannel(pastReplies(first, opened, columns, read), channel);
}

/** @param {AsyncIterable<Past>} pasts @param {string} channel */
async function* withChannel(pasts, channel) {
  for await (const past of pasts) {
    yield "mail" in past ? past : { ...past, channel: past.channel || channel };
  }
}

/** @param {string} state */
function show(state) {
  const { replies, passed } = tally;
  const other = passed ? " Passed over, as too short, in another language or no reply: "
    + `${passed.toLocaleString("en")}.` : "";
  say(part("state"), `${state} Replies checked: ${replies.toLocaleString("en")}.${other}`, "");
  showResults(tally, (row) => showSample(row, form));
}

/** Wait for the button that goes on, or the one that stops. @param {string} words */
async function pause(words) {
  const { signal } = stop;
  say(part("problem"), words, "remark");
  again.hidden = false;
  await new Promise((go) => {
    again.addEventListener("click", go, { once: true, signal });
    signal.addEventListener("abort", go, { once: true });
  });
  again.hidden = true;
  say(part("problem"), "");
}

/** @param {Past[]} replies */
async function answered(replies) {
  const body = { replies, host: typed(form, "host"), domain: typed(form, "domain") };
  while (!stop.signal.aborted) {
    try {
      return await check(String(form.dataset["check"]), body, stop.signal);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (!stop.signal.aborted) await pause(error.message);
    }
  }
  return null;
}

async function run() {
  const source = archive();
  const replies = newTally();
  tally = replies;
  let shown = 0;
  for await (const { pasts, left } of batches(source)) {
    replies.passed += left;
    const answers = pasts.length ? await answered(pasts) : { rules: {}, answers: [] };
    if (!answers) return "Stopped.";
    add(replies, pasts.map((past) => ("mail" in past ? "" : past.reply)), answers);
    if (performance.now() - shown < DRAWN_MS) continue;
    shown = performance.now();
    show("Running.");
  }
  return replies.replies || replies.passed ? "Done." : "There was no reply in it.";
}

async function start() {
  stop = new AbortController();
  part("results").hidden = true;
  part("sample").hidden = true;
  bar.value = 0;
  running.removeAttribute("hidden");
  form.inert = true;
  part("stop").focus();
  let state = "";
  try {
    state = await run();
  } catch (error) {
    say(part("problem"), whyUnread(error), "remark");
    state = "Stopped.";
  } finally {
    form.inert = false;
    running.setAttribute("hidden", "");
    show(state);
    // Said aloud once: not while it grows.
    say(part("finished"), state, "unseen");
    if (tally.replies) part("results-title").focus();
  }
}

scripted();
file.addEventListener("change", () => void look());
part("stop").addEventListener("click", () => stop.abort());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (form.inert) return;
  say(part("problem"), "");
  void start();
});
