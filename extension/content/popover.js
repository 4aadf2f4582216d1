// @ts-check
/** The card at a finding: better words, one sentence of reason, and the source behind "Why?". */

/** @import { DraftEvent, Placed, Port } from "../protocol.js" */
import { stayApart } from "./apart.js";
import { build } from "./build.js";
import { createButtons } from "./buttons.js";
import { copy } from "./copy.js";
import { place } from "./place.js";
import { likeness } from "./similar.js";
import { sourceLines } from "./sources.js";
import { moveFocus, tabStep } from "./stops.js";
import { suggestionButton } from "./suggestion.js";

/** The card offers no more than this, however many a rule holds. */
const MOST_SUGGESTIONS = 3;

/** @typedef {NonNullable<DraftEvent["reason"]>} Reason why the words are fine here */
/**
 * What an agent may say about it, with the name of its text; nobody has to.
 * @type {[Reason, string][]}
 */
const REASONS = [
  ["company-wording", "reason_company_wording"],
  ["customers-word", "reason_customers_word"],
  ["not-risky-here", "reason_not_risky_here"],
];

/**
 * What the agent chose. `close` asks to put the focus back where `refocus` is true.
 * @typedef {{
 *   use: (finding: Placed, suggestion: number) => unknown,
 *   dismiss: (finding: Placed, reason?: Reason) => void,
 *   mute: (finding: Placed) => void,
 *   report: (finding: Placed) => unknown,
 *   close: (refocus: boolean) => void,
 * }} PopoverChoices
 */

/**
 * @typedef {{
 *   show: (finding: Placed, rect: DOMRect, how: {focus: boolean}) => void,
 *   hide: () => void,
 *   readonly shown: Placed | null,
 *   contains: (node: Node | null) => boolean,
 *   say: (text: string, more?: {copy?: string, rect?: DOMRect, again?: () => void}) => void,
 * }} Popover
 */

/**
 * @param {{root: ShadowRoot | HTMLElement, port: Port, signal: AbortSignal, on: PopoverChoices}}
 *   options `root` is the surface, or any element of a page of our own
 * @returns {Popover} hidden until `show` or `say`; takes the focus only where `show` is told to
 */
export function createPopover({ root, port, signal, on }) {
  const document = root.ownerDocument;
  const card = build(document, "section", { class: "popover", role: "dialog", hidden: "" });
  root.append(card);
  signal.addEventListener("abort", () => card.remove());

  /** @type {Placed | null} */
  let shown = null;
  let at = new DOMRect();
  const { press, button, opener } = createButtons({ document, port, signal });

  stayApart(card, signal);
  card.addEventListener("keydown", keydown, { signal });

  /** @param {Placed} finding */
  function fill(finding) {
    const message = build(document, "p", { class: "message", id: "unruffle-message" });
    message.textContent = finding.message;
    const offers = finding.suggestions
      .slice(0, MOST_SUGGESTIONS)
      .map((suggestion, index) =>
        press(suggestionButton(document, port, suggestion), () => on.use(finding, index)),
      );
    const reason = build(document, "p", { text: finding.why });
    const why = build(document, "div", { class: "more why" }, reason, ...sourceLines(document, finding.sources));
    const mute = button("popover_mute", () => on.mute(finding));
    const muteNote = build(document, "p", { text: port.text("popover_mute_note") });
    const because = build(document, "p", { text: port.text("popover_because") });
    const reasons = REASONS.map(([reason, name]) =>
      button(name, () => on.dismiss(finding, reason)),
    );
    const choice = build(document, "div", { class: "reasons" }, ...reasons);
    const report = button("popover_report", () => on.report(finding));
    const reportNote = build(document, "p", { text: port.text("popover_report_note") });
    const more = build(document, "div", { class: "more" }, because, choice, mute, muteNote);
    more.append(report, reportNote);
    const similar = likeness(document, port, finding);
    const kept = similar ? "popover_not_here" : "popover_keep";
    const keep = button(kept, () => on.dismiss(finding), { class: "keep" });
    const row = build(document, "div", { class: "row" }, keep);
    if (similar) row.prepend(opener("popover_similar", similar, put, { class: "show" }));
    row.append(opener("popover_why", why, put), opener("popover_more", more, put));
    card.replaceChildren();
    if (offers.length > 0) card.append(build(document, "div", { class: "offers" }, ...offers));
    card.append(message, row, ...(similar ? [similar] : []), why, more);
    card.setAttribute("aria-labelledby", "unruffle-message");
  }

  /** Where the card is cut off in a small frame, it shrinks to one line. */
  function put() {
    const view = { width: document.documentElement.clientWidth, height: innerHeight };
    card.classList.remove("compact");
    let spot = place(at, card.getBoundingClientRect(), view);
    if (!spot.fits && view.height < 2 * card.offsetHeight) {
      card.classList.add("compact");
      spot = place(at, card.getBoundingClientRect(), view);
    }
    card.style.left = `${spot.left}px`;
    card.style.top = `${spot.top}px`;
  }

  /** @param {KeyboardEvent} event */
  function keydown(event) {
    if (!event.isTrusted) return;
    if (event.key === "Escape") {
      event.preventDefault();
      on.close(true);
      return;
    }
    const step = stepOf(event);
    if (step === 0) return;
    event.preventDefault();
    moveFocus(card, step);
  }

  return {
    show(finding, rect, { focus }) {
      shown = finding;
      at = rect;
      fill(finding);
      card.hidden = false;
      put();
      if (focus) card.querySelector("button")?.focus();
    },
    hide() {
      shown = null;
      card.hidden = true;
      card.replaceChildren();
    },
    get shown() {
      return shown;
    },
    contains(node) {
      return node !== null && (node === card || card.contains(node));
    },
    say(text, { copy: words, rect = at, again } = {}) {
      shown = null;
      at = rect;
      const line = build(document, "p", { class: "message", role: "status", text });
      const row = build(document, "div", { class: "row" });
      if (words !== undefined) {
        const done = () => (line.textContent = port.text("popover_copied"));
        row.append(button("popover_copy", () => void copy(document, words).then(done)));
      }
      if (again) row.append(button("guard_again", again));
      row.append(button("popover_close", () => on.close(false), { class: "quiet" }));
      card.replaceChildren(line, row);
      card.hidden = false;
      put();
    },
  };
}

/**
 * @param {KeyboardEvent} event
 * @returns {-1 | 0 | 1} Tab stays in the card, since what follows it in the page is far away
 */
function stepOf(event) {
  if (event.key === "ArrowDown") return 1;
  return event.key === "ArrowUp" ? -1 : tabStep(event);
}
