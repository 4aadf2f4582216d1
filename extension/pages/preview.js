// @ts-check
/**
 * The dot in every state, the card and the panel, as the modules of the content scripts draw them, but in an
 * open page: here a person can leaf through them, and a test can measure contrast and names.
 */

/** @import { Finding, Port } from "../protocol.js" */
/** @import { StateId } from "../content/states.js" */
import { createBadge } from "../content/badge.js";
import { build } from "../content/build.js";
import { spots } from "../content/corner.js";
import { createPanel } from "../content/panel.js";
import { createPopover } from "../content/popover.js";
import { STATES } from "../content/states.js";
import { css } from "../content/ui.css.js";
import { SAMPLE } from "./sample.js";
import { byId, fillTexts, text, timeOf } from "./texts.js";

/** @type {Partial<Record<StateId, string>>} */
const NUMBERS = { findings: "3", gaps: "2", missing: "2" };
/** @type {Port} */
const port = {
  send: async () => ({ ok: false, code: "not-connected", message: "", hint: "" }),
  text,
  onShared: () => undefined,
  onCommand: () => undefined,
  url: (path) => chrome.runtime.getURL(path),
  alive: () => true,
};
const { signal } = new AbortController();
const root = byId("surface", HTMLDivElement);
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);
fillTexts(document);

for (const id of /** @type {StateId[]} */ (Object.keys(STATES))) showState(id);
showCard();
showPanel();

/** @param {StateId} id */
function showState(id) {
  const { words, recovery } = STATES[id];
  const detail = id === "paused" ? timeOf(Date.now() + 3_600_000) : location.host.slice(0, 12);
  const line = build(document, "strong", { text: text(words, NUMBERS[id] ?? detail) });
  const way = recovery === null ? "" : text(recovery, detail);
  const item = build(document, "li", { "data-state": id }, line, build(document, "br"), way);
  byId("states", HTMLUListElement).append(item);
  const on = { act: () => undefined, next: () => undefined, panel: () => undefined };
  const badge = createBadge({ root, port, signal, on });
  if (id === "checking") badge.set("ready");
  badge.set(id, { score: 65, high: 1, medium: 2, low: 0, gaps: 2, missing: 2, detail });
  const place = () => {
    const rect = item.getBoundingClientRect();
    const view = { width: document.documentElement.clientWidth, height: innerHeight };
    badge.place(spots({ seen: rect, whole: rect, view })[0] ?? null);
  };
  addEventListener("scroll", place, { passive: true });
  addEventListener("resize", place);
  new ResizeObserver(place).observe(byId("states", HTMLUListElement));
}

function showCard() {
  const draft = byId("draft", HTMLParagraphElement);
  const words = "We apologize if you were inconvenienced";
  const mark = build(document, "mark", { text: words });
  draft.append("Dear Ms. Larsen, ", mark, ". Your order is on its way.");
  const offer = "I'm sorry that {what happened}";
  /** @type {Finding} */
  const finding = {
    rule: "false-apology/if-you-were",
    layer: "list",
    category: "false-apology",
    severity: "high",
    points: 25,
    start: 17,
    end: 17 + words.length,
    message: "\u201cIf\u201d leaves open whether it happened; someone who waited may hear doubt.",
    why: "An apology with a condition is often heard as none, since it does not name what went on.",
    sources: [{ key: "K1", cite: text("preview_source"), url: null }],
    pending: false,
    suggestions: [
      { text: `${offer}.`, start: 17, end: 17 + words.length, slots: [[15, offer.length]] },
      { text: "I'm sorry about the delay.", start: 17, end: 17 + words.length, slots: [] },
    ],
  };
  const hide = () => popover.hide();
  const on = { use: hide, dismiss: hide, mute: hide, report: hide, close: hide };
  const popover = createPopover({ root, port, signal, on });
  const show = () => popover.show(finding, mark.getBoundingClientRect(), { focus: false });
  addEventListener("scroll", show, { passive: true });
  mark.addEventListener("click", show);
  mark.scrollIntoView({ block: "center" });
  show();
}

function showPanel() {
  const nothing = () => undefined;
  const hide = () => panel.hide();
  const act = { insert: nothing, dismiss: nothing, mute: nothing, copy: nothing, pick: nothing };
  const on = { ...act, point: nothing, says: nothing, rest: hide, close: hide };
  const panel = createPanel({ root, port, signal, on });
  const draft = byId("draft", HTMLParagraphElement);
  const place = () => panel.place(draft.getBoundingClientRect());
  addEventListener("scroll", place, { passive: true });
  addEventListener("resize", place);
  place();
  panel.draw(SAMPLE, "T07");
}
