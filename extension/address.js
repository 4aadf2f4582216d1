// @ts-check
/** Addresses as people type or paste them. Pure. */

/** Hosts that are this computer, where plain http is as good as https. */
const LOOPBACK = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * @param {string} text such as "acme.zendesk.com" or "https://acme.zendesk.com/agent/tickets/1"
 * @returns {URL | null} null where it is no address of a web site
 */
function parse(text) {
  const typed = text.trim();
  if (typed === "" || /\s/.test(typed)) return null;
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed);
  const first = scheme ? typed : `https://${typed}`;
  if (!URL.canParse(first)) return null;
  const url = new URL(first);
  if (!scheme && isLoopback(url.hostname)) url.protocol = "http:";
  const web = url.protocol === "https:" || url.protocol === "http:";
  const named = url.hostname.includes(".") || isLoopback(url.hostname) || scheme;
  return web && named ? url : null;
}

/** @param {string} hostname */
export function isLoopback(hostname) {
  return LOOPBACK.test(hostname);
}

/**
 * @param {string | undefined} address
 * @returns {string | null} the host without its port; null for frames that have none
 */
export function hostOf(address) {
  if (address === undefined || !URL.canParse(address)) return null;
  return new URL(address).hostname || null;
}

/**
 * @param {string} text
 * @returns {{host: string, origin: string, pattern: string} | null} `pattern` is what the browser
 *   is asked to permit; it holds for every port
 */
export function parseSite(text) {
  const url = parse(text);
  if (url === null) return null;
  const pattern = `${url.protocol}//${url.hostname}/*`;
  return { host: url.hostname, origin: url.origin, pattern };
}

/**
 * @param {string} pattern as the browser lists permissions, such as "https://acme.zendesk.com/*"
 * @returns {string} the host, or "*" for all
 */
export function patternHost(pattern) {
  return pattern.replace(/^[^:]+:\/\//, "").replace(/[:/].*$/, "");
}

/**
 * @param {string} text
 * @returns {string | null} the base address of a server, without a slash at its end; null where it
 *   is none, or is plain http on another computer
 */
export function parseServer(text) {
  const url = parse(text);
  if (url === null || (url.protocol === "http:" && !isLoopback(url.hostname))) return null;
  return url.origin + url.pathname.replace(/\/+$/, "");
}

/**
 * @param {string} text a connect link, `https://host/connect#code`
 * @returns {{server: string, code: string} | null}
 */
export function parseLink(text) {
  const [address = "", code = ""] = text.trim().split("#");
  const server = parseServer(address);
  if (server === null || !server.endsWith("/connect")) return null;
  if (!/^[\w.~-]+$/.test(code)) return null;
  return { server: server.slice(0, -"/connect".length), code };
}
