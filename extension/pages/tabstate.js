// @ts-check
/** How one tab stands, from what the popup knows of it. Pure. */

/** @import { FailureCode, Shared } from "../protocol.js" */
/** @import { StateId } from "../content/states.js" */
import { choiceFor } from "../protocol.js";

/**
 * @param {{
 *   host: string,
 *   permitted: boolean,
 *   shared: Shared,
 *   connection: FailureCode | null,
 *   now: number,
 * }} known `connection` is why the server could not be asked, `now` in milliseconds since 1970
 * @returns {StateId} the first that keeps replies in this tab from being checked, else "ready"
 */
export function tabState({ host, permitted, shared, connection, now }) {
  if (!permitted) return "no-permission";
  if (choiceFor(shared.sites, [host]) === "off") return "off-here";
  if (shared.paused_until !== null && shared.paused_until > now) return "paused";
  switch (connection) {
    case null:
      return "ready";
    case "key-revoked":
    case "not-enrolled":
    case "version":
      return connection;
    default:
      return "not-connected";
  }
}
