// @ts-check
/** The citations that a piece of advice rests on. */

import { build } from "./build.js";

/** @import { Source } from "../protocol.js" */

/**
 * @param {Document} document
 * @param {readonly Source[]} sources
 * @returns {HTMLElement[]} a line each
 */
export function sourceLines(document, sources) {
  return sources.map(({ cite, url }) => {
    const line = build(document, "p", { class: "source" });
    // Lists come from outside: only an address of the web becomes a link.
    if (!/^https?:/.test(url ?? "")) line.textContent = cite;
    else {
      const attributes = { href: url ?? "", target: "_blank", rel: "noreferrer", text: cite };
      line.append(build(document, "a", attributes));
    }
    return line;
  });
}
