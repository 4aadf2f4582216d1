// @ts-check
/** Sends what was read, a part at a time, and says in words why an answer did not come. */

/** @import { Past } from "./archive.js" */
/** @import { Answers } from "./tally.js" */

/** What the server takes at once; its own limits are a little wider. */
export const AT_ONCE = 50;
export const BYTES = 480_000;
const LONGEST_REPLY = 100_001;
const LONGEST_MESSAGE = 20_000;

const REASONS = new Map([
  [401, "You are signed out. Sign in on another tab, then go on here."],
  [403, "Your role does not include this any more."],
  [400, "The server did not take this part. Load the page again."],
]);

/** An answer that did not come. */
export class NoAnswer extends Error {}

/** @param {Past} past @returns {Past} what JSON and the server can take */
function whole(past) {
  if ("mail" in past) return past;
  const plain = (/** @type {string} */ text, /** @type {number} */ most) => {
    return text.slice(0, most).toWellFormed().replaceAll("\0", "");
  };
  const { reply, message = "", channel = "" } = past;
  return { reply: plain(reply, LONGEST_REPLY), message: plain(message, LONGEST_MESSAGE), channel };
}

/**
 * Parts that are small enough; `left` counts what is too large for any.
 * @param {AsyncIterable<Past> | Iterable<Past>} pasts
 * @returns {AsyncGenerator<{ pasts: Past[], left: number }>}
 */
export async function* batches(pasts) {
  const encoder = new TextEncoder();
  let [batch, bytes, left] = [/** @type {Past[]} */ ([]), 0, 0];
  for await (const past of pasts) {
    const one = whole(past);
    const size = encoder.encode(JSON.stringify(one)).length + 1;
    if (size > BYTES) {
      left += 1;
      continue;
    }
    if (batch.length === AT_ONCE || bytes + size > BYTES) {
      yield { pasts: batch, left };
      [batch, bytes, left] = [[], 0, 0];
    }
    batch.push(one);
    bytes += size;
  }
  if (batch.length || left) yield { pasts: batch, left };
}

/**
 * @param {string} address
 * @param {object | FormData} body
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>} what the server answers; throws NoAnswer
 */
export async function ask(address, body, signal) {
  const sign = document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
  const form = body instanceof FormData;
  const headers = { "X-CSRF-Token": sign, ...(form ? {} : { "Content-Type": "application/json" }) };
  /** @type {Response} */
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST",
      headers,
      body: form ? body : JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch {
    throw new NoAnswer("The server is out of reach.");
  }
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
  if (answer.ok && told) return told;
  const { message, hint } = told?.error ?? {};
  if (message) throw new NoAnswer(`${message} ${hint}`.trim());
  throw new NoAnswer(REASONS.get(answer.status) ?? "The server did not answer as usual.");
}

/**
 * @param {string} address
 * @param {{ replies: Past[], host?: string, domain?: string }} body
 * @param {AbortSignal} [signal]
 * @returns {Promise<Answers>}
 */
export function check(address, body, signal) {
  return ask(address, body, signal);
}
