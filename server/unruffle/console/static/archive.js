// @ts-check
/**
 * Reads an archive of past replies piece by piece: a file of any size is never in memory as a
 * whole. What names people is dropped here, before anything else sees it.
 */

import { channelOf, mayBeChosen } from "./columns.js";
import {
  ArchiveError,
  csvRows,
  delimiterOf,
  formatOf,
  jsonLines,
  mails,
  objects,
  repliesOf,
} from "./formats.js";

/** @import { Chosen } from "./columns.js" */
/** @import { Format, Written } from "./formats.js" */
/** A mail is a text in which each character stands for a byte. */
/** @typedef {Written | { mail: string }} Past */
/**
 * What the beginning of a file tells: `columns` are those that may be chosen, with some rows.
 * @typedef {{
 *   format: Format, encoding: string, delimiter: string,
 *   columns: string[], rows: Record<string, string>[],
 * }} Opened
 */

const PIECE = 256 * 1024;
/** As many as one call takes as arguments. */
const BYTES = 32 * 1024;
const ROWS = 20;
/**
 * @param {Blob} file
 * @param {string} encoding
 * @param {(bytes: number) => void} [read] told how many bytes have been read so far
 */
export async function* textOf(file, encoding, read = () => undefined) {
  const decoder = new TextDecoder(encoding);
  for (let at = 0; at < file.size; at += PIECE) {
    const bytes = await file.slice(at, at + PIECE).arrayBuffer();
    yield decoder.decode(bytes, { stream: true });
    read(Math.min(at + PIECE, file.size));
  }
  yield decoder.decode();
}

/**
 * A character for each byte: the parts of a mail have charsets of their own.
 * @param {Blob} file
 * @param {(bytes: number) => void} [read]
 */
async function* bytesOf(file, read = () => undefined) {
  for (let at = 0; at < file.size; at += BYTES) {
    const bytes = new Uint8Array(await file.slice(at, at + BYTES).arrayBuffer());
    yield String.fromCharCode(...bytes);
    read(Math.min(at + BYTES, file.size));
  }
}

/** @param {Uint8Array} bytes the beginning of a file */
export function encodingOf(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/**
 * What kind of file this is, and what may be chosen from it. Throws ArchiveError.
 * @param {Blob} file
 * @returns {Promise<Opened>}
 */
export async function open(file) {
  const bytes = new Uint8Array(await file.slice(0, PIECE).arrayBuffer());
  const encoding = encodingOf(bytes);
  const head = new TextDecoder(encoding).decode(bytes, { stream: true });
  if (!head.trim()) throw new ArchiveError("The file is empty.");
  const format = formatOf(head);
  const opened = { format, encoding, delimiter: delimiterOf(head), columns: [], rows: [] };
  if (format === "mbox" || format.startsWith("zendesk")) return opened;
  /** @type {Record<string, string>[]} */
  const rows = [];
  for await (const row of records(file, opened)) {
    rows.push(row);
    if (rows.length === ROWS) break;
  }
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = names.filter((name) => mayBeChosen(name, rows.map((row) => row[name] ?? "")));
  if (!columns.length) throw new ArchiveError("The file has no column with replies.");
  return { ...opened, columns, rows };
}

/**
 * The past replies of a file, as they are read.
 * @param {Blob} file
 * @param {Opened} opened
 * @param {Chosen} chosen
 * @param {(bytes: number) => void} [read]
 * @returns {AsyncGenerator<Past>}
 */
export async function* pastReplies(file, opened, chosen, read) {
  if (opened.format === "mbox") {
    for await (const mail of mails(bytesOf(file, read))) yield { mail };
  } else if (opened.format.startsWith("zendesk")) {
    const text = textOf(file, opened.encoding, read);
    const tickets = opened.format === "zendesk" ? objects(text) : jsonLines(text);
    for await (const ticket of tickets) yield* repliesOf(ticket);
  } else {
    for await (const row of records(file, opened, read)) {
      const reply = row[chosen.reply] ?? "";
      if (!reply.trim()) continue;
      const channel = channelOf(row[chosen.channel] ?? "");
      yield { reply, message: row[chosen.message] ?? "", channel };
    }
  }
}

/**
 * The rows of a table without the columns that name people.
 * @param {Blob} file
 * @param {Opened} opened
 * @param {(bytes: number) => void} [read]
 * @returns {AsyncGenerator<Record<string, string>>}
 */
async function* records(file, { format, encoding, delimiter }, read) {
  const text = textOf(file, encoding, read);
  if (format !== "csv") {
    for await (const entry of format === "json-list" ? objects(text) : jsonLines(text)) {
      /** @type {Record<string, string>} */
      const kept = {};
      for (const [name, value] of Object.entries(entry)) {
        if (typeof value === "string" && mayBeChosen(name, [])) kept[name] = value;
      }
      yield kept;
    }
    return;
  }
  /** @type {{ name: string, at: number }[] | null} */
  let kept = null;
  for await (const row of csvRows(text, delimiter)) {
    if (kept) {
      yield Object.fromEntries(kept.map(({ name, at }) => [name, row[at] ?? ""]));
    } else {
      kept = row
        .map((name, at) => ({ name: name.trim() || `Column ${at + 1}`, at }))
        .filter(({ name }) => mayBeChosen(name, []));
    }
  }
}
