// @ts-check
/**
 * What the parts of the extension say to each other. Content scripts and pages send a `Message`;
 * the worker answers with `Answers[kind]` or a `Failure`.
 */

/** The key of `Shared` in `storage.local`. */
export const SHARED_KEY = "shared";

/** The browser's shortcuts. */
export const COMMANDS = /** @type {const} */ (["next-finding", "open-panel"]);
/** The only messages from the worker to the content scripts of a tab; `report` is the menu's. */
export const TOLD = /** @type {const} */ ([...COMMANDS, "report"]);
/** @typedef {typeof TOLD[number]} Command */

/** The version of this extension; sent as `Unruffle-Extension`. */
export const VERSION = "0.1.0";

/** The oldest server that this extension understands. */
export const OLDEST_SERVER = "0.1";

/**
 * The choice that counts in a frame. A choice for the frame's own host wins over that of its tab.
 *
 * @param {Record<string, SiteChoice>} sites choices of the agent, by host
 * @param {readonly string[]} hosts the frame's host, then the tab's
 * @returns {SiteChoice} "on" where nothing was chosen: the host's permission was asked for before
 */
export function choiceFor(sites, hosts) {
  const chosen = hosts.find((host) => Object.hasOwn(sites, host));
  return chosen === undefined ? "on" : /** @type {SiteChoice} */ (sites[chosen]);
}

// --- Shapes of the server: see wire.js -------------------------------------------------------

/**
 * @typedef {import("./wire.js").Severity} Severity
 * @typedef {import("./wire.js").Span} Span
 * @typedef {import("./wire.js").Source} Source
 * @typedef {import("./wire.js").Suggestion} Suggestion
 * @typedef {import("./wire.js").Finding} Finding
 * @typedef {import("./wire.js").Opener} Opener
 * @typedef {import("./wire.js").StructuralCheck} StructuralCheck
 * @typedef {import("./wire.js").Advice} Advice
 * @typedef {import("./wire.js").Placed} Placed
 * @typedef {import("./wire.js").Technique} Technique
 * @typedef {import("./wire.js").Situation} Situation
 * @typedef {import("./wire.js").Result} Result
 * @typedef {import("./wire.js").Turn} Turn
 * @typedef {import("./wire.js").Context} Context
 * @typedef {import("./wire.js").Channel} Channel
 * @typedef {import("./wire.js").Settings} Settings
 * @typedef {import("./wire.js").DraftEvent} DraftEvent
 * @typedef {import("./wire.js").Report} Report
 */

// --- What all parts of the extension share ---------------------------------------------------

/** @typedef {"on" | "off"} SiteChoice */

/**
 * What the agent arranged on a site: `dot` is how far from the lower right corner of a field it
 * stands, in CSS pixels; `message` is where the customer's message is, see content/remembered.js.
 * @typedef {{
 *   dot?: {right: number, bottom: number},
 *   message?: {selector: string, last: boolean | null} | null,
 * }} Arrangement
 */

/**
 * What content scripts may know and follow by `storage.onChanged`; never the key. `paused_until`
 * and `enrolled_at` are in milliseconds since 1970; by the latter a new key in the place of another
 * is a change too. `told` is the last change of the lists that the agent was told of, by its
 * revision; null where nothing is known of the lists yet.
 * @typedef {{
 *   enrolled: boolean,
 *   enrolled_at: number | null,
 *   paused_until: number | null,
 *   sites: Record<string, SiteChoice>,
 *   arranged: Record<string, Arrangement>,
 *   muted: string[],
 *   settings: Settings | null,
 *   told: number | null,
 * }} Shared
 */

/** @type {Readonly<Shared>} */
export const NOTHING_SHARED = Object.freeze({
  enrolled: false,
  enrolled_at: null,
  paused_until: null,
  sites: {},
  arranged: {},
  muted: [],
  settings: null,
  told: null,
});

/**
 * A report that was sent from this browser, and what became of it.
 * @typedef {Pick<Report, "kind" | "rule" | "sentence"> & {
 *   day: string,
 *   state: "open" | "accepted" | "declined",
 *   answer: string | null,
 * }} Sent
 */

/**
 * Something promised by a day, as "2026-11-27", and the ticket that it was promised in.
 * @typedef {{id: string, day: string, url: string}} Promised
 */

/**
 * The agent's own numbers of a week: replies that went out, advice that was shown, improved and kept.
 * @typedef {{monday: string, replies: number, shown: number, improved: number, kept: number}} Week
 */

// --- Messages -------------------------------------------------------------------------------

/**
 * @typedef {{kind: "check", text: string, context: Context, host: string}} CheckMessage
 * @typedef {{kind: "events", events: DraftEvent[]}} EventsMessage
 * @typedef {{kind: "state", host: string}} StateMessage
 * @typedef {{kind: "mute", rule: string}} MuteMessage
 * @typedef {{kind: "unmute", rule: string}} UnmuteMessage
 * @typedef {{kind: "pause", until: number | null}} PauseMessage
 * @typedef {{kind: "site", host: string, on: boolean}} SiteMessage
 * @typedef {{kind: "arrange", host: string, arrangement: Arrangement}} ArrangeMessage
 * @typedef {{kind: "told", revision: number}} ToldMessage
 * @typedef {{kind: "compose", report: Report}} ComposeMessage
 * @typedef {{kind: "options"}} OptionsMessage
 * @typedef {{kind: "enroll", link: string} | {kind: "enroll", server: string, code: string}}
 *   EnrollMessage
 * @typedef {{kind: "test"}} TestMessage
 * @typedef {{kind: "grant", origin: string}} GrantMessage
 * @typedef {{kind: "connection"}} ConnectionMessage
 * @typedef {{kind: "disconnect"}} DisconnectMessage
 * @typedef {{kind: "composed"}} ComposedMessage
 * @typedef {{kind: "report", report: Report}} ReportMessage
 * @typedef {{kind: "reports"}} ReportsMessage
 * @typedef {{kind: "promised", days: string[]}} PromisedMessage
 * @typedef {{kind: "promises"}} PromisesMessage
 * @typedef {{kind: "settle", id: string}} SettleMessage
 * @typedef {{kind: "own"}} OwnMessage
 */

/**
 * @typedef {CheckMessage | EventsMessage | StateMessage | MuteMessage | UnmuteMessage |
 *   PauseMessage | SiteMessage | ArrangeMessage | OptionsMessage | EnrollMessage | TestMessage |
 *   GrantMessage | ConnectionMessage | DisconnectMessage | ComposeMessage | ComposedMessage |
 *   ReportMessage | ReportsMessage | PromisedMessage | PromisesMessage | SettleMessage |
 *   OwnMessage | ToldMessage} Message
 */

/** @typedef {Message["kind"]} Kind */

/**
 * Why there is no answer. `message` and `hint` are sentences for people.
 * @typedef {"not-connected" | "key-revoked" | "not-enrolled" | "version" | "bad-request" |
 *   "bad-code" | "bad-address" | "no-permission" | "not-allowed" | "reports-full"} FailureCode
 * @typedef {{ok: false, code: FailureCode, message: string, hint: string}} Failure
 */

/**
 * `hosts` are the frame's host and the tab's, as `choiceFor` wants them. `server` is an origin.
 * `suggested` are origins of sites that the team named and that still lack a permission.
 * @typedef {{
 *   check: {ok: true, result: Result},
 *   events: {ok: true},
 *   state: {ok: true, site: SiteChoice, hosts: string[]} & Omit<Shared, "sites">,
 *   mute: {ok: true},
 *   unmute: {ok: true},
 *   pause: {ok: true},
 *   site: {ok: true},
 *   arrange: {ok: true},
 *   told: {ok: true},
 *   options: {ok: true},
 *   enroll: {ok: true, server: string, settings: Settings},
 *   test: {ok: true, server: string, settings: Settings},
 *   grant: {ok: true},
 *   connection: {ok: true, server: string | null, enrolled: boolean, team: string | null,
 *     suggested: string[]},
 *   disconnect: {ok: true},
 *   compose: {ok: true},
 *   composed: {ok: true, report: Report},
 *   report: {ok: true},
 *   reports: {ok: true, reports: Sent[]},
 *   promised: {ok: true},
 *   promises: {ok: true, promises: Promised[]},
 *   settle: {ok: true},
 *   own: {ok: true, weeks: Week[]},
 * }} Answers
 */

/**
 * The message of one kind.
 * @template {Kind} K
 * @typedef {Extract<Message, {kind: K}>} MessageOf
 */

/**
 * The way out of a module that runs in a web page; the only one that content modules have.
 * `onCommand` tells of the browser's own shortcuts. `alive` turns false when the extension was
 * updated or removed under the page.
 * @typedef {{
 *   send: <M extends Message>(message: M) => Promise<Answers[M["kind"]] | Failure>,
 *   text: (name: string, ...subs: string[]) => string,
 *   onShared: (callback: (shared: Shared) => void, signal: AbortSignal) => void,
 *   onCommand: (callback: (command: Command) => void, signal: AbortSignal) => void,
 *   url: (path: string) => string,
 *   alive: () => boolean,
 * }} Port
 */
