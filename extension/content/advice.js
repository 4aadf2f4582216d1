// @ts-check
/** The popover at a finding: when it opens and closes, and what becomes of the agent's choice. */

import { createApplying } from "./applying.js";
import { watchAway } from "./away.js";
import { isChord, keep } from "./chord.js";
import { isUnder } from "./paint.js";
import { createPopover } from "./popover.js";
import { createReporting } from "./reporting.js";
import { select, selectedIn } from "./selection.js";
import { slotAfter } from "./slots.js";
import { isSame } from "./spans.js";

/** @import { DraftEvent, Placed, Port } from "../protocol.js" */
/** @import { Draft } from "./draft.js" */
/** @import { Held } from "./guard.js" */
/** @import { Mark } from "./paint.js" */
/** @import { Popover } from "./popover.js" */
/** @import { Selected } from "./selection.js" */
/** @import { FieldText } from "./textmap.js" */

/**
 * @param {{
 *   element: HTMLElement,
 *   root: ShadowRoot,
 *   port: Port,
 *   host: string,
 *   signal: AbortSignal,
 *   draft: Draft,
 *   pointed: () => {x: number, y: number},
 *   rects: (mark: Mark) => DOMRect[],
 *   at: (x: number, y: number) => Mark[],
 *   read: () => FieldText,
 *   isOff: () => boolean,
 *   changedAt: () => number,
 *   gaps: () => import("./slots.js").Slot[],
 *   shown: () => Placed[],
 *   activate: (finding: Placed | null) => void,
 *   changed: () => void,
 * }} options `changedAt` is when the text changed last, `gaps` still want a fact, `shown` are the
 *   findings that are drawn, `at` the marks at a point of the draft as it is, `activate` marks the
 *   one the popover is about, `changed` is called when the draft or its findings are different now;
 *   while it `isOff` no key is taken
 */
export function createAdvice(options) {
  const { element, root, port, signal, draft, read, shown, activate, changed } = options;
  const view = element.ownerDocument.defaultView;
  /** @type {Popover | null} */
  let popover = null;
  /** Where the caret was when the popover took the focus. @type {Selected | null} */
  let caret = null;
  let open = false;
  const { changedAt } = options;
  const applying = createApplying({ element, port, signal, read: () => read(), changedAt, say });

  function card() {
    const on = { use, dismiss, mute, report: reporting.report, close };
    return (popover ??= createPopover({ root, port, signal, on }));
  }

  /** @param {Placed} finding @param {boolean} focus @param {{x: number, y: number}} [point] */
  function show(finding, focus, point) {
    const { shown: current } = popover ?? {};
    if (open && current && isSame(current, finding) && !focus) return;
    if (focus && !hasFocus()) caret = selectedIn(element, read());
    open = true;
    activate(finding);
    card().show(finding, rectOf(finding, point), { focus });
  }

  /** @param {Placed} finding @param {{x: number, y: number}} [point] */
  function rectOf({ start, end, severity }, point) {
    const rects = options.rects({ start, end, name: severity });
    const under = point && rects.find((rect) => isUnder([rect], point.x, point.y));
    const box = element.getBoundingClientRect();
    const visible = rects.find(({ top, bottom }) => top < box.bottom && bottom > box.top);
    return under ?? visible ?? box;
  }

  /** @param {boolean} refocus */
  function close(refocus) {
    if (!open) return;
    const back = refocus || hasFocus();
    open = false;
    popover?.hide();
    activate(null);
    if (!back) return;
    element.focus({ preventScroll: true });
    if (caret) select(element, read(), caret);
    caret = null;
  }

  const hasFocus = () => popover?.contains(root.activeElement) ?? false;

  /** @param {Placed} finding @param {number} index */
  async function use(finding, index) {
    const chosen = finding.suggestions[index];
    const rect = rectOf(finding);
    close(true);
    // The page may have changed the draft by itself since the popover opened.
    const current = shown().find((one) => isSame(one, finding));
    const suggestion = current?.suggestions.find(
      (one) => one.text === chosen?.text && one.start === chosen.start && one.end === chosen.end,
    );
    if (!suggestion) return say(port.text("replace_moved_on"), { rect });
    draft.takes(finding);
    if (await applying.apply(suggestion, rect)) draft.accepted(finding, index);
    draft.takes(null);
    if (!signal.aborted) changed();
  }

  /** @param {string} text @param {{copy?: string, rect?: DOMRect, again?: () => void}} more */
  function say(text, more) {
    if (signal.aborted) return;
    open = true;
    card().say(text, more);
  }

  /** @param {Placed} finding @param {DraftEvent["reason"]} [reason] */
  function dismiss(finding, reason) {
    draft.dismissed(finding, reason);
    close(false);
    changed();
  }

  /** @param {Placed} finding */
  function mute(finding) {
    draft.muted(finding);
    close(false);
    void port.send({ kind: "mute", rule: finding.rule });
  }

  /** @param {number} x @param {number} y @returns {Placed | null} what is drawn there */
  function find(x, y) {
    const marks = options.at(x, y);
    const found = shown().find(({ start, end, severity }) =>
      marks.some((mark) => mark.start === start && mark.end === end && mark.name === severity),
    );
    return found ?? null;
  }

  const reporting = createReporting({
    port,
    host: options.host,
    draft,
    pointed: options.pointed,
    text: () => read().text,
    find,
    done(words) {
      if (words) return say(words, {});
      close(false);
      changed();
    },
  });

  /** @param {boolean} focus */
  function openNext(focus) {
    const from = selectedIn(element, read())?.end ?? 0;
    const findings = shown();
    const next = findings.find((finding) => finding.end >= from) ?? findings[0];
    if (next) show(next, focus);
    return next !== undefined;
  }

  /** @param {KeyboardEvent} event */
  function keydown(event) {
    // Keys of an input method in the middle of a word are its own.
    if (!event.isTrusted || event.isComposing || !event.composedPath().includes(element)) return;
    if (isChord(event, "U")) {
      if (openNext(true)) keep(event);
    } else if (event.key === "Escape" && open) {
      close(false);
      keep(event);
    } else if (event.key === "Tab" && !event.shiftKey && !event.altKey && !event.ctrlKey) {
      if (options.isOff()) return;
      const text = read();
      const slot = slotAfter(options.gaps(), selectedIn(element, text)?.end ?? 0);
      if (!slot) return;
      select(element, text, slot);
      keep(event);
    }
  }

  view?.addEventListener("keydown", keydown, { capture: true, signal });
  const ours = root instanceof ShadowRoot ? root.host : root;
  /** @param {EventTarget[]} path */
  function leave(path) {
    if (!path.includes(ours) && !hasFocus()) close(false);
  }
  watchAway({
    view,
    signal,
    // A press on the field is decided by what its click hits.
    pressed: (path) => path.includes(element) || leave(path),
    away: leave,
  });

  /** @param {number} x @param {number} y @returns {boolean} whether something is drawn there */
  function openAt(x, y) {
    const found = find(x, y);
    if (found) show(found, false, { x, y });
    return found !== null;
  }

  return {
    apply: applying.apply,
    close,
    openAt,
    /** @param {EventTarget[]} path of a pointer that rests elsewhere */
    leave: (path) => void (popover?.shown && leave(path)),
    openNext,
    reportPointed: reporting.reportPointed,
    /** @param {Held} held */
    askBefore({ slots, risky: [first] }) {
      const rect = element.getBoundingClientRect();
      if (slots.length > 0 || !first) return say(port.text("slots_left", slots.join(", ")), { rect });
      const words = read().text.slice(first.start, first.end);
      say(port.text("guard_ask", words, first.message), { rect, again: () => show(first, true) });
    },
  };
}
