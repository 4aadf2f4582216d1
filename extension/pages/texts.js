// @ts-check
/** Puts the texts of `_locales` where the page's HTML names them. */

/**
 * @param {string} name
 * @param {...string} subs
 */
export function text(name, ...subs) {
  return chrome.i18n.getMessage(name, subs);
}

/** @param {Document} document */
export function fillTexts(document) {
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = text(element.getAttribute("data-text") ?? "");
  }
}

/**
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T} the element of the page's own HTML
 */
export function byId(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new TypeError(`No ${type.name} with the id ${id}`);
  return element;
}

/** @param {number} at milliseconds since 1970 */
export function timeOf(at) {
  return new Date(at).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
}

/** @param {string} rule */
export function ruleName(rule) {
  return rule.replace("/", ": ").replaceAll("-", " ");
}
