// @ts-check
/** What changed in the lists since the agent was told last. Pure. */

/** @import { Known } from "./standing.js" */

/**
 * @param {Pick<Known, "settings" | "told">} known
 * @returns {{revision: number, day: string} | null} the last change of the team's lists, unless the
 *   agent was told
 */
export function newsOf({ settings, told }) {
  const lists = settings?.lists;
  return lists && told !== null && lists.revision > told ? lists : null;
}
