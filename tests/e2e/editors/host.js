/**
 * Where an editor is mounted, as the address of the page asks: `?shadow` puts it into an open shadow
 * root. Tests read `editor.text()`, what the editor itself holds, with a line break between blocks.
 */

const asked = new URLSearchParams(globalThis.editorSearch ?? location.search);

/** The element to mount in, alone in its root. */
export const host = document.createElement("div");
host.style.cssText = "width: 700px; min-height: 120px; margin: 24px";
if (asked.has("shadow")) {
  const outer = document.body.appendChild(document.createElement("reply-box"));
  outer.attachShadow({ mode: "open" }).append(host);
} else {
  document.body.append(host);
}

/** @param {string[]} sheets what the editor's own style sheets say, as text */
export function style(...sheets) {
  const element = document.createElement("style");
  element.textContent = sheets.join("\n");
  host.before(element);
}

/** @param {() => string} text */
export function ready(text) {
  globalThis.editor = { text };
  document.documentElement.dataset.ready = "";
}

/** @param {Iterable<{textContent: string | null}>} blocks */
export function lines(blocks) {
  return Array.from(blocks, ({ textContent }) => textContent ?? "").join("\n");
}
