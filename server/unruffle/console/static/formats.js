// @ts-check
/** The formats of archives, read from texts that come in chunks of any size. */

import { channelOf } from "./columns.js";

/** @typedef {"csv" | "json-lines" | "json-list" | "mbox" | "zendesk" | "zendesk-lines"} Format */
/** @typedef {{ reply: string, message?: string, channel?: string }} Written */

/** Characters of one cell, line or ticket: a file with a longer one is not what it seems. */
export const LONGEST = 2_000_000;
/** Characters of one mail: what comes after is attached to it. */
export const LONGEST_MAIL = 100_000;

/** A file that cannot be read, in words for the page. */
export class ArchiveError extends Error {}

/** Why a file cannot be read; throws what is no reason. @param {unknown} error */
export function whyUnread(error) {
  if (error instanceof ArchiveError) return error.message;
  if (error instanceof DOMException) return "The file cannot be read, or has changed meanwhile.";
  throw error;
}

/** @param {string} head the beginning of a file @returns {Format} */
export function formatOf(head) {
  if (/^(?:\s*\n)?From /.test(head)) return "mbox";
  if (!/^\s*[{[]/.test(head)) return "csv";
  const tickets = /"comments"\s*:\s*\[/.test(head) && /"requester(?:_id)?"\s*:/.test(head);
  if (/^\s*\[/.test(head)) return tickets ? "zendesk" : "json-list";
  if (/"tickets"\s*:\s*\[/.test(head)) return "zendesk";
  return tickets ? "zendesk-lines" : "json-lines";
}

/** @param {string} head @returns {string} the sign that the first line has most, outside quotes */
export function delimiterOf(head) {
  const line = head.replace(/"(?:[^"]|"")*"?/g, "").split(/[\r\n]/, 1)[0] ?? "";
  const count = (/** @type {string} */ sign) => line.split(sign).length;
  return [",", ";", "\t"].reduce((most, sign) => (count(sign) > count(most) ? sign : most));
}

/**
 * Rows of CSV. A cell in quotes may hold line breaks, and a quote that is written twice.
 * @param {AsyncIterable<string>} chunks
 * @param {string} delimiter
 */
export async function* csvRows(chunks, delimiter) {
  const special = new RegExp(`["\\r\\n${delimiter}]`, "g");
  /** @type {string[]} */
  let row = [];
  let cell = "";
  let [quoted, closing] = [false, false];
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      if (closing) {
        closing = false;
        quoted = chunk[at] === '"';
        if (quoted) cell += chunk[at++];
        continue;
      }
      if (quoted) {
        const end = chunk.indexOf('"', at);
        closing = end >= 0;
        cell += chunk.slice(at, closing ? end : undefined);
        at = closing ? end + 1 : chunk.length;
        if (cell.length > LONGEST) {
          throw new ArchiveError("A cell never ends: is a quotation mark left open?");
        }
        continue;
      }
      special.lastIndex = at;
      const sign = special.exec(chunk);
      cell += chunk.slice(at, sign?.index);
      at = sign ? sign.index + 1 : chunk.length;
      if (!sign) continue;
      if (sign[0] === '"') {
        if (cell) cell += '"';
        else quoted = true;
      } else if (sign[0] === delimiter) {
        row.push(cell);
        cell = "";
      } else if (row.length || cell) {
        yield [...row, cell];
        [row, cell] = [[], ""];
      }
    }
  }
  if (row.length || cell) yield [...row, cell];
}

/** @param {AsyncIterable<string>} chunks */
async function* lines(chunks) {
  let rest = "";
  for await (const chunk of chunks) {
    const found = (rest + chunk).split("\n");
    rest = found.pop() ?? "";
    if (rest.length > LONGEST) throw new ArchiveError("A line of the file never ends.");
    yield* found;
  }
  if (rest) yield rest;
}

/** @param {string} text @returns {Record<string, unknown> | null} */
function parsed(text) {
  try {
    const value = JSON.parse(text);
    return value && typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** One object a line; a line that is none is passed over. @param {AsyncIterable<string>} chunks */
export async function* jsonLines(chunks) {
  for await (const line of lines(chunks)) {
    const entry = line.trim() && parsed(line);
    if (entry) yield entry;
  }
}

/**
 * The objects in a list, which is the whole file or a member of the object that is.
 * @param {AsyncIterable<string>} chunks
 */
export async function* objects(chunks) {
  const signs = /["\\{}[\]]/g;
  let text = "";
  let [depth, level, first] = [0, -1, ""];
  let [inside, escaped] = [false, false];
  for await (const chunk of chunks) {
    if (!chunk) continue;
    let start = 0;
    signs.lastIndex = Number(escaped);
    escaped = false;
    for (let sign = signs.exec(chunk); sign; sign = signs.exec(chunk)) {
      const at = sign.index;
      if (inside) {
        if (sign[0] === "\\") {
          escaped = at + 1 === chunk.length;
          signs.lastIndex = at + 2;
        } else if (sign[0] === '"') inside = false;
      } else if (sign[0] === '"') inside = true;
      else if ("{[".includes(sign[0])) {
        first ||= sign[0];
        if (level < 0 && sign[0] === "{" && depth === (first === "[" ? 1 : 2)) {
          [level, start, text] = [depth, at, ""];
        }
        depth += 1;
      } else if ("}]".includes(sign[0])) {
        depth -= 1;
        if (depth !== level) continue;
        const entry = parsed(text + chunk.slice(start, at + 1));
        [level, text] = [-1, ""];
        if (entry) yield entry;
      }
    }
    if (level >= 0) text += chunk.slice(start);
    if (text.length > LONGEST) throw new ArchiveError("An entry of the file never ends.");
  }
}

/** Mails of an mbox, each a text of bytes. @param {AsyncIterable<string>} chunks */
export async function* mails(chunks) {
  let mail = "";
  let [begun, blank] = [false, true];
  for await (const line of lines(chunks)) {
    if (blank && line.startsWith("From ")) {
      if (mail.trim()) yield mail;
      [mail, begun] = ["", true];
    } else if (begun && mail.length < LONGEST_MAIL) {
      mail += `${line.replace(/^>(>*From )/, "$1")}\n`.slice(0, LONGEST_MAIL - mail.length);
    }
    blank = line === "" || line === "\r";
  }
  if (mail.trim()) yield mail;
}

/**
 * Public comments of others than the requester, each with what the requester wrote before.
 * @param {any} ticket
 * @returns {Generator<Written>}
 */
export function* repliesOf(ticket) {
  // Only to tell the two sides apart; no id leaves this function.
  const requester = ticket.requester_id ?? ticket.requester?.id;
  if (requester === undefined || !Array.isArray(ticket.comments)) return;
  let message = "";
  for (const comment of ticket.comments) {
    const body = comment?.plain_body ?? comment?.body;
    if (comment?.public !== true || typeof body !== "string" || !body.trim()) continue;
    if ((comment.author_id ?? comment.author?.id) === requester) message = body;
    else yield { reply: body, message, channel: channelOf(ticket.via?.channel) };
  }
}

/** Texts that were pasted, with a line of `---` between two. @param {string} text */
export function blocks(text) {
  return text.split(/^[ \t]*---[ \t]*\r?$/m).map((block) => block.trim()).filter(Boolean);
}
