// @ts-check
/** The panel at a field: when it opens and closes, and what becomes of the agent's choice. */

import { isChord, keep } from "./chord.js";
import { viewOf } from "./coach.js";
import { copy } from "./copy.js";
import { insertion } from "./inserting.js";
import { placeOf } from "./messageplace.js";
import { newsOf } from "./news.js";
import { createPanel } from "./panel.js";
import { watchPicked } from "./picked.js";
import { pickMessage } from "./picking.js";
import { messageIn } from "./remembered.js";
import { select, selectedIn } from "./selection.js";

/** @import { Opener, Port, StructuralCheck, Technique } from "../protocol.js" */
/** @import { Draft } from "./draft.js" */
/** @import { Panel } from "./panel.js" */
/** @import { Reading } from "./reading.js" */
/** @import { Selected } from "./selection.js" */
/** @import { Place } from "./spans.js" */
/** @import { Standing } from "./standing.js" */
/** @import { FieldText } from "./textmap.js" */

/** A break after an insult, in ms. Nobody is told. */
const REST_MS = 120_000;

/**
 * @param {{
 *   element: HTMLElement,
 *   root: ShadowRoot,
 *   port: Port,
 *   standing: Standing,
 *   signal: AbortSignal,
 *   draft: Draft,
 *   used: Map<string, string>,
 *   reading: Reading,
 *   heard: () => string,
 *   score: () => number | null,
 *   isOff: () => boolean,
 *   isKnown: () => boolean,
 *   read: () => FieldText,
 *   apply: (words: {start: number, end: number, text: string}, rect: DOMRect) => Promise<boolean>,
 *   asked: (asked: boolean) => void,
 *   redraw: () => void,
 *   changed: () => void,
 * }} options `isKnown` where the last answer is about a draft that was read, `apply` puts words
 *   into the field, `asked` is told when the panel opens and closes, `redraw` draws the marks anew,
 *   `changed` is called when the draft is different now or another answer is wanted
 */
export function createCoaching(options) {
  const { element, root, port, standing, signal, draft, used, reading, read } = options;
  const view = element.ownerDocument.defaultView;
  /** @type {Panel | null} */
  let panel = null;
  let open = false;
  /** Where the caret was when the panel took the focus. @type {Selected | null} */
  let caret = null;
  /** @type {Technique | null} */
  let pointed = null;
  /** The agent is about to show the message, and Escape is about that. */
  let picking = false;
  const picked = watchPicked({ element, signal, changed: () => draw() });

  function card() {
    const on = { point, insert, dismiss, mute, copy: copied, rest, says, pick, close };
    return (panel ??= createPanel({ root, port, signal, on }));
  }

  const hasFocus = () => panel?.contains(root.activeElement) ?? false;

  /** @param {boolean} focus */
  function show(focus) {
    const side = card();
    if (focus && !hasFocus()) caret = selectedIn(element, read());
    open = true;
    picked.watch();
    side.place(element.getBoundingClientRect());
    options.asked(true);
    if (focus) side.focus();
    const news = newsOf(standing.shared());
    if (!news) return;
    side.tell(port.text("panel_lists", dayOf(news.day)));
    void port.send({ kind: "told", revision: news.revision });
  }

  /** @param {boolean} refocus */
  function close(refocus) {
    if (!open) return;
    const back = refocus && hasFocus();
    open = false;
    picked.rest();
    pointed = null;
    panel?.hide();
    options.asked(false);
    if (!back) return;
    element.focus({ preventScroll: true });
    if (caret) select(element, read(), caret);
    caret = null;
  }

  /** What the panel says now; nothing where nothing is known of the draft. */
  function draw() {
    if (!open || !panel) return;
    const { result } = reading;
    if (!result || !options.isKnown()) return panel.draw(null, null);
    const known = viewOf({
      result,
      advice: reading.held(),
      score: options.score(),
      heard: options.heard(),
      text: reading.judged,
      said: draft.said,
      picked: picked.words(),
      used,
    });
    panel.draw(known, pointed?.id ?? null);
    const { limit, next, rest } = known;
    const told = [limit?.check, next?.check, ...rest].filter((one) => one !== undefined);
    draft.shown(told);
  }

  /** @param {Technique} technique */
  function point(technique) {
    pointed = pointed?.id === technique.id ? null : technique;
    options.redraw();
  }

  /** @param {StructuralCheck} check @param {Opener} opener */
  async function insert(check, opener) {
    const now = read();
    const place = hasFocus() ? caret : selectedIn(element, now);
    caret = null;
    const words = insertion(now.text, place?.end ?? null, opener.text, opener.first);
    draft.takes(check);
    if (await options.apply(words, element.getBoundingClientRect())) {
      used.set(check.rule, opener.text);
      draft.accepted(check);
    }
    draft.takes(null);
    if (!signal.aborted) options.changed();
  }

  /** @param {StructuralCheck} check */
  function dismiss(check) {
    draft.dismissed(check);
    options.redraw();
  }

  /** @param {StructuralCheck} check */
  function mute(check) {
    draft.muted(check);
    void port.send({ kind: "mute", rule: check.rule });
  }

  /** @param {string} words */
  function copied(words) {
    void copy(element.ownerDocument, words).then(() => panel?.say(port.text("popover_copied")));
  }

  function rest() {
    close(true);
    void port.send({ kind: "pause", until: Date.now() + REST_MS });
  }

  /** @param {Partial<import("./draft.js").Said>} change */
  function says(change) {
    draft.says(change);
    options.changed();
    options.redraw();
  }

  /** The next press on the page shows the customer's message, here and on this site from now on. */
  function pick() {
    if (picking) return;
    picking = true;
    panel?.say(port.text("panel_pick_now"));
    if (hasFocus()) element.focus({ preventScroll: true });
    pickMessage({
      field: element,
      host: root.host,
      signal,
      done(found) {
        picking = false;
        panel?.say("");
        const message = found && messageIn(found);
        if (!found || !message) return;
        const place = placeOf(found);
        void port.send({ kind: "arrange", host: standing.host, arrangement: { message: place } });
        panel?.say(port.text(place ? "panel_pick_kept" : "panel_pick_once"));
        says({ message, unlike: false });
      },
    });
  }

  /** @param {KeyboardEvent} event */
  function keydown(event) {
    if (!event.isTrusted || event.isComposing || picking || options.isOff()) return;
    const path = event.composedPath();
    const inPanel = hasFocus() && path.includes(root.host);
    if (!inPanel && !path.includes(element)) return;
    if (isChord(event, "K")) {
      if (open && inPanel) close(true);
      else show(true);
      keep(event);
    } else if (event.key === "Escape" && open && !inPanel) {
      close(false);
      keep(event);
    }
  }

  view?.addEventListener("keydown", keydown, { capture: true, signal });

  return {
    open: show,
    draw,
    typed: () => void (pointed = null),
    place: () => open && panel?.place(element.getBoundingClientRect()),
    /** @returns {Place[]} what the agent asked to see in the text */
    pointed: () => (pointed ? reading.placesOf(pointed.spans) : []),
  };
}

/** @param {string} day as "2026-11-27" */
function dayOf(day) {
  const named = /** @type {const} */ ({ day: "numeric", month: "long", timeZone: "UTC" });
  return new Date(day).toLocaleDateString([], named);
}
