// @ts-check
/**
 * What is remembered of one draft while it is written: what was dismissed in it, what may be shown
 * though it is pending, what the agent said about it, and which counts went out, each once per
 * rule. Never its text beyond this page. No DOM.
 */

import { isPlaced, isSame, shift, yields } from "./spans.js";

/** @import { Advice, DraftEvent } from "../protocol.js" */
/** @typedef {ReturnType<typeof createDraft>} Draft */
/** @typedef {Omit<DraftEvent, "draft" | "revision" | "host" | "at">} Fact */
/**
 * What the agent said of it: it was `ours`; the message is `unlike` what it was read as; these words
 * are the customer's `message`, empty where the page was asked; a check is `wanted` of what may be
 * private.
 * @typedef {Readonly<{ours: boolean, unlike: boolean, message: string, wanted: boolean}>} Said
 */

/** @type {Said} */
export const NOTHING_SAID = { ours: false, unlike: false, message: "", wanted: false };

/**
 * @param {(event: Fact & {draft: string}) => void} record
 * @param {() => string} newId
 */
export function createDraft(record, newId = () => crypto.randomUUID()) {
  let id = newId();
  /** @type {Set<string>} */
  let told = new Set();
  /** Rules that were seen in this draft and whose end is still open. */
  let open = new Set();
  /** The rule whose better words are being put in: an answer may come before they are sure. */
  let taking = /** @type {string | null} */ (null);
  /** @type {Advice[]} */
  let dismissed = [];
  /** Pending ones that the draft rested with: what was shown once stays. @type {Advice[]} */
  let rested = [];
  let said = NOTHING_SAID;

  /** @param {Fact} fact */
  function tell(fact) {
    const once = `${fact.type} ${fact.rule ?? ""}`;
    if (told.has(once)) return;
    told.add(once);
    record({ ...fact, draft: id });
  }

  return {
    /** @param {readonly Pick<Advice, "rule">[]} drawn what the reader can see */
    shown(drawn) {
      for (const { rule } of drawn) {
        if (open.has(rule)) continue;
        tell({ type: "shown", rule });
        open.add(rule);
      }
    },
    /**
     * @param {readonly Advice[]} findings of a new answer; rules that were shown and are gone were
     *   edited away by hand
     */
    answered(findings) {
      const present = new Set(findings.map(({ rule }) => rule));
      for (const rule of open) {
        if (present.has(rule) || rule === taking) continue;
        tell({ type: "edited-away", rule });
        open.delete(rule);
      }
    },
    /** @param {readonly string[]} rules on trial that match: counted, and seen by nobody */
    tried(rules) {
      for (const rule of rules) tell({ type: "matched", rule });
    },
    /** @param {Advice | null} finding whose words are being put in; null when that is over */
    takes(finding) {
      taking = finding && finding.rule;
    },
    /** @param {Advice} finding @param {number} [suggestion] its number, from 0 */
    accepted({ rule }, suggestion) {
      tell({ type: "accepted", rule, ...(suggestion !== undefined && { suggestion }) });
      open.delete(rule);
    },
    /** @param {Advice} finding @param {DraftEvent["reason"]} [reason] */
    dismissed(finding, reason) {
      dismissed.push(finding);
      tell({ type: "dismissed", rule: finding.rule, ...(reason && { reason }) });
      open.delete(finding.rule);
    },
    /** A false alarm, which is kept like what is dismissed. @param {Advice} finding */
    reported(finding) {
      dismissed.push(finding);
      tell({ type: "reported", rule: finding.rule });
      open.delete(finding.rule);
    },
    /** @param {Advice} finding */
    muted({ rule }) {
      tell({ type: "muted", rule });
      open.delete(rule);
    },
    /** The draft went out; the next one is new. Drafts without any finding are counted too. */
    ended() {
      tell({ type: "ended" });
      id = newId();
      told = new Set();
      open = new Set();
      dismissed = [];
      rested = [];
      said = NOTHING_SAID;
    },
    /** @param {string} before @param {string} after */
    edited(before, after) {
      dismissed = shift(dismissed, before, after);
      rested = shift(rested, before, after);
    },
    /**
     * @param {readonly Advice[]} findings
     * @param {{placed: boolean, missing: boolean}} now whether nobody is typing at the moment, and
     *   whether the draft looks finished, so that what it lacks may be told
     */
    rested(findings, { placed, missing }) {
      const was = rested;
      rested = findings.filter(
        (one) =>
          one.pending &&
          ((isPlaced(one) ? placed : missing) || was.some((other) => isSame(one, other))),
      );
    },
    get said() {
      return said;
    },
    /** @param {Partial<Said>} change */
    says(change) {
      said = { ...said, ...change };
    },
    /** Whether it is too early to show it. @param {Advice} finding */
    waits: (finding) => finding.pending && !rested.some((other) => isSame(other, finding)),
    /** What lies under a kept wording was not to be seen either. @param {Advice} finding */
    isDismissed: (finding) =>
      dismissed.some((other) => isSame(other, finding) || yields(finding, other)),
  };
}
