// @ts-check
/** Elements of the pages. What people wrote comes in as text, never as markup. */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {...(string | Node)} content
 */
export function element(tag, attributes, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

/** @param {string} id @returns {HTMLElement} */
export function part(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/** @param {HTMLFormElement} form @param {string} name @returns {string} */
export function typed(form, name) {
  return String(new FormData(form).get(name) ?? "");
}

/**
 * A text with marks; of two that overlap the first one is drawn.
 * @param {string} text
 * @param {{ start: number | null, end: number | null }[]} places in their order
 */
export function marked(text, places) {
  const shown = element("p", { class: "draft" });
  let done = 0;
  for (const { start, end } of places) {
    if (start === null || end === null || start < done || start === end) continue;
    shown.append(text.slice(done, start), element("mark", {}, text.slice(start, end)));
    done = end;
  }
  shown.append(text.slice(done));
  return shown;
}

/** @param {Element} parent @param {string} words @param {string} [kind] */
export function say(parent, words, kind = "quiet") {
  parent.replaceChildren(...(words ? [element("p", { class: kind }, words)] : []));
}

/** Show what needs a script, and take away what is there for those without. */
export function scripted() {
  for (const each of document.querySelectorAll(".scripted")) each.removeAttribute("hidden");
  for (const each of document.querySelectorAll(".unscripted")) each.remove();
}
