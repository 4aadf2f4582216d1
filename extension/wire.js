// @ts-check
/**
 * The shapes of the server's requests and answers. Spans are half-open, in UTF-16 units of the
 * text they belong to.
 */

/** @typedef {"high" | "medium" | "low" | "info"} Severity */
/** @typedef {[number, number]} Span */
/** @typedef {{key: string, cite: string, url: string | null}} Source */

/**
 * Better words: `text` replaces [start, end) of the draft; `slots` are spans of `text` that want a
 * fact from the agent.
 * @typedef {{text: string, start: number, end: number, slots: Span[]}} Suggestion
 */

/**
 * One place in the draft. `pending`: words that lift it may yet come while the draft is typed.
 * `weights` (the words that weighed most) and `similar` come with the learned layer only.
 * @typedef {{
 *   rule: string,
 *   layer: "list" | "learned",
 *   category: string,
 *   severity: Severity,
 *   points: number,
 *   start: number,
 *   end: number,
 *   message: string,
 *   why: string,
 *   sources: Source[],
 *   suggestions: Suggestion[],
 *   pending: boolean,
 *   weights?: {words: string, weight: number}[],
 *   similar?: string,
 * }} Finding
 */

/**
 * Words to begin a missing part with; `first` where they belong to the first lines.
 * @typedef {{text: string, slots: Span[], first: boolean}} Opener
 */

/**
 * Something missing or out of order; `start` and `end` are null when nothing can be pointed at.
 * `others` say the same as `opener` in other words; `note` is a text to copy for a colleague.
 * @typedef {Omit<Finding, "layer" | "start" | "end"> & {
 *   layer: "structure",
 *   start: number | null,
 *   end: number | null,
 *   opener: Opener | null,
 *   others: Opener[],
 *   note: string | null,
 * }} StructuralCheck
 */

/**
 * Findings and checks are drawn, moved, dismissed and counted alike. What is `Placed` can be
 * pointed at.
 * @typedef {Finding | StructuralCheck} Advice
 * @typedef {Advice & {start: number, end: number}} Placed
 */

/**
 * `shows` says in plain words what the move does.
 * @typedef {{
 *   id: string,
 *   name: string,
 *   shows: string,
 *   phase: "listen" | "defuse" | "act" | "leave",
 *   present: boolean,
 *   expected: boolean,
 *   spans: Span[],
 * }} Technique
 */

/**
 * @typedef {{
 *   kind: string,
 *   upset: boolean | null,
 *   heat: 0 | 1 | 2 | 3 | null,
 *   causes: string[],
 *   asked: string[],
 *   evidence: {of: "customer" | "draft", start: number, end: number, shows: string}[],
 * }} Situation
 */

/**
 * The answer of `POST /api/v1/check`; every field is always there but two, which older
 * servers do not have: `promises`, sentences of the draft and the moment by which they promise
 * something, and `trials`, rules on trial that match, which are counted and not shown.
 * @typedef {{
 *   status: "checked" | "not-english" | "too-short" | "too-long",
 *   language: string | null,
 *   revision: number,
 *   settings: string,
 *   score: number | null,
 *   situation: Situation,
 *   findings: Finding[],
 *   checks: StructuralCheck[],
 *   techniques: Technique[],
 *   apology: Record<"regret" | "responsibility" | "explanation" | "repair" | "repentance" |
 *     "forgiveness", boolean> | null,
 *   strip: ("warm" | "competent" | "plain")[],
 *   promises?: {start: number, end: number, due: string}[],
 *   trials?: string[],
 *   readability: {
 *     words: number,
 *     sentences: number,
 *     longest_sentence_words: number,
 *     grade: number | null,
 *   },
 * }} Result
 */

/** @typedef {{author: "customer" | "agent", text: string, at?: string}} Turn */

/** @typedef {"email" | "chat" | "social" | "review"} Channel */

/**
 * What is known about the conversation before the draft; an empty object where nothing is.
 * @typedef {{
 *   customer_message?: string,
 *   turns?: Turn[],
 *   channel?: Channel,
 *   greeting_name?: string,
 *   fault?: "ours",
 * }} Context
 */

/**
 * The answer of `GET /api/v1/settings`; `extensions` are the served versions, as "0.1". Older servers
 * know neither the categories that are `guarded` nor the `domains` of the team's company, nor for how
 * many days reports are kept, nor the last revision in which its `lists` changed, with its day as
 * "2026-11-27".
 * @typedef {{
 *   etag: string,
 *   team: {id: number, name: string},
 *   server: string,
 *   extensions: string[],
 *   pause_ms: number,
 *   show_from: Severity,
 *   max_units: number,
 *   guarded?: string[],
 *   domains?: string[],
 *   report_days?: number,
 *   lists?: {revision: number, day: string},
 * }} Settings
 */

/**
 * A recorded fact without text. `draft` is a random id that lives as long as the draft; `at` is
 * ISO 8601 with offset.
 * @typedef {{
 *   type: "shown" | "matched" | "accepted" | "edited-away" | "dismissed" | "muted" | "reported" |
 *     "ended",
 *   draft: string,
 *   rule?: string,
 *   suggestion?: number,
 *   reason?: "company-wording" | "customers-word" | "not-risky-here",
 *   revision: number,
 *   host: string,
 *   at: string,
 * }} DraftEvent
 */

export {};

/**
 * What an agent tells the team's lead: one sentence, and a `note` in own words. A false alarm names
 * its `rule`.
 * @typedef {{
 *   kind: "false-alarm" | "phrase",
 *   sentence: string,
 *   rule: string | null,
 *   note: string | null,
 *   host: string,
 * }} Report
 */
