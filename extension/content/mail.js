// @ts-check
/** Webmail, which holds private and internal mail beside that to customers. */

import { siteOf } from "../sites/index.js";

/** @import { Site } from "../sites/index.js" */
/**
 * Whether an address belongs to the company; null where nobody said which domains do.
 * @typedef {(address: string) => boolean | null} IsOurs
 */

/**
 * @param {Element} field
 * @param {IsOurs} isOurs
 * @returns {boolean} whether it is a mail of which nobody outside the company is known to get it:
 *   such a mail is checked on request only
 */
export function isPrivateMail(field, isOurs) {
  const mail = siteOf(field.ownerDocument)?.mail;
  if (!mail) return false;
  const written = field.closest(mail.window);
  const recipients = written ? [...written.querySelectorAll(mail.recipient)] : [];
  return !recipients.some((one) => isOurs(addressOf(one)) === false);
}

/**
 * @param {Element} turn
 * @param {NonNullable<Site["mail"]>} mail
 * @param {IsOurs} isOurs
 * @returns {"customer" | "agent" | null} null where it cannot be told
 */
export function authorOf(turn, { sender }, isOurs) {
  const found = turn.querySelector(sender);
  const own = found && isOurs(addressOf(found));
  return own === null ? null : own ? "agent" : "customer";
}

/**
 * @param {readonly string[]} domains of the company
 * @returns {IsOurs} their subdomains are the company's, too
 */
export function ownedBy(domains) {
  return (address) => {
    const domain = address.toLowerCase().split("@").at(-1) ?? "";
    if (domains.length === 0 || domain === "") return null;
    return domains.some((own) => domain === own || domain.endsWith(`.${own}`));
  };
}

/** @param {Element} element */
function addressOf(element) {
  const named = ["email", "data-hovercard-id"].map((name) => element.getAttribute(name) ?? "");
  return named.find((value) => value.includes("@")) ?? "";
}
