// @ts-check
/** Which columns of an archive may be chosen, and which is likely to be what. */

/** Names of columns; an empty one is not chosen. */
/** @typedef {{ reply: string, message: string, channel: string }} Chosen */

const PEOPLE = new Set(
  ("account address agent agents assigned assignee author bcc by cc closer contact email emails " +
    "employee firstname from fullname handler id ids lastname login mail member name names " +
    "operator owner person phone recipient rep representative requester sender signature staff " +
    "submitter to user userid username users")
    .split(" "),
);
/** A name that ends so is about a text, whoever wrote it. */
const TEXTS = new Set(
  "answer body comment content description draft message question reply request response text"
    .split(" "),
);
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

const REPLY = [
  /repl|response|answer/,
  /agent|outbound|public/,
  /body|text|content|comment|message/,
];
const MESSAGE = [
  /customer|question|inquiry|enquiry|inbound|request/,
  /message|description|subject/,
];
const CHANNEL = [/channel/, /^via$|source|medium/];

/** @param {string} name */
function wordsOf(name) {
  return name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/e-mail/g, "email")
    .split(/[^\p{L}]+/u)
    .filter(Boolean);
}

/**
 * Whether a column is about no person, by its name and by what some of its cells hold.
 * @param {string} name
 * @param {string[]} cells
 */
export function mayBeChosen(name, cells) {
  const words = wordsOf(name);
  const text = TEXTS.has(words.at(-1) ?? "");
  if (!text && words.some((word) => PEOPLE.has(word))) return false;
  const filled = cells.map((cell) => cell.trim()).filter(Boolean);
  return !filled.length || !filled.every((cell) => ADDRESS.test(cell));
}

/**
 * The columns that look like a reply, the customer's message and the channel.
 * @param {string[]} columns
 * @param {Record<string, string>[]} rows
 * @returns {Chosen}
 */
export function guess(columns, rows) {
  const lengths = new Map(columns.map((name) => [name, meanLength(rows, name)]));
  const longest = [...columns].sort((a, b) => (lengths.get(b) ?? 0) - (lengths.get(a) ?? 0));
  const channel = named(columns, CHANNEL);
  const rest = longest.filter((name) => name !== channel);
  const certain = named(rest, MESSAGE.slice(0, 1));
  const reply = named(rest.filter((name) => name !== certain), REPLY)
    || rest.find((name) => name !== certain) || certain;
  const message = named(rest.filter((name) => name !== reply), MESSAGE);
  return { reply, message, channel };
}

/** @param {string[]} columns @param {RegExp[]} patterns the surest first */
function named(columns, patterns) {
  for (const pattern of patterns) {
    const found = columns.find((name) => wordsOf(name).some((word) => pattern.test(word)));
    if (found) return found;
  }
  return "";
}

/** @param {Record<string, string>[]} rows @param {string} name */
function meanLength(rows, name) {
  return rows.reduce((sum, row) => sum + (row[name] ?? "").length, 0) / Math.max(1, rows.length);
}

/** @param {unknown} value @returns {string} a channel that rules know, or "" */
export function channelOf(value) {
  const text = typeof value === "string" ? value.toLowerCase() : "";
  if (/mail/.test(text)) return "email";
  if (/chat|messag|messenger|whatsapp/.test(text)) return "chat";
  if (/twitter|facebook|social|instagram|^x$/.test(text)) return "social";
  return /review|store|trustpilot/.test(text) ? "review" : "";
}
