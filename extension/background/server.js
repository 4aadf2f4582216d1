// @ts-check
/** One request to the server and what its answer means. */

/** @import { Failure, FailureCode } from "../protocol.js" */
import { OLDEST_SERVER, VERSION } from "../protocol.js";
import { failure, notUnruffle } from "./failure.js";

/** A browser ends a worker whose fetch takes 30 s; the agent has typed on long before. */
const TIMEOUT_MS = 8_000;

/**
 * @typedef {{server: string, key?: string}} Peer
 * @typedef {{method: "GET" | "POST", path: string, body?: unknown}} Request
 */

/**
 * @template T
 * @param {Peer} peer `server` is the base address, without a slash at its end
 * @param {Request} request
 * @returns {Promise<{ok: true, body: T} | Failure>} the server's JSON as it came; never rejects
 */
export async function ask({ server, key }, { method, path, body }) {
  /** @type {Record<string, string>} */
  const headers = { "Unruffle-Extension": VERSION };
  if (key !== undefined) headers["Authorization"] = `Bearer ${key}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const host = new URL(server).host;
  let response;
  let answer;
  try {
    response = await fetch(server + path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    answer = await response.text();
  } catch {
    return failure("not-connected", host);
  }
  const version = response.headers.get("Unruffle-Version");
  const json = parsed(answer);
  if (version === null || json === undefined) {
    return response.status >= 500 ? failure("not-connected", host) : notUnruffle(host);
  }
  if (isOlder(version, OLDEST_SERVER)) return failure("version");
  if (response.ok) return { ok: true, body: /** @type {T} */ (json) };
  return failure(meaning(response.status, codeOf(json)), host);
}

/**
 * @param {number} status
 * @param {string} code of the server's table
 * @returns {FailureCode}
 */
export function meaning(status, code) {
  if (status === 401) return "key-revoked";
  if (status === 426) return "version";
  if (code.startsWith("code-")) return "bad-code";
  if (code === "reports-full") return "reports-full";
  return status >= 500 || status === 429 ? "not-connected" : "bad-request";
}

/**
 * Compares the first two parts, which say what two sides understand.
 *
 * @param {string} version such as "0.1.3"
 * @param {string} oldest such as "0.1"
 */
export function isOlder(version, oldest) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldMajor = 0, oldMinor = 0] = oldest.split(".").map(Number);
  return major < oldMajor || (major === oldMajor && minor < oldMinor);
}

/**
 * @param {string} text
 * @returns {unknown} undefined where it is no JSON
 */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} json
 * @returns {string} empty where there is none
 */
function codeOf(json) {
  const error = /** @type {{error?: {code?: unknown}} | null} */ (json)?.error;
  return typeof error?.code === "string" ? error.code : "";
}
