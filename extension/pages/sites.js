// @ts-check
/** The section of the options page that says on which sites replies are read. */

import { parseSite, patternHost } from "../address.js";
import { read } from "../background/shared.js";
import { build } from "../content/build.js";
import { choiceFor, SHARED_KEY } from "../protocol.js";
import { permit, send } from "./ask.js";
import { byId, text } from "./texts.js";

/** Fills the section and brings its form and list to life. */
export function showSites() {
  const list = byId("sites", HTMLUListElement);
  const none = byId("sites-none", HTMLParagraphElement);
  const status = byId("sites-status", HTMLParagraphElement);
  const input = byId("site", HTMLInputElement);
  const fixed = new Set(chrome.runtime.getManifest().host_permissions ?? []);

  async function show() {
    const [{ origins = [] }, { sites }, known] = await Promise.all([
      chrome.permissions.getAll(),
      read(),
      send({ kind: "connection" }),
    ]);
    const suggested = known.ok ? known.suggested : [];
    list.replaceChildren(
      ...origins.map((pattern) => permitted(pattern, choiceFor(sites, [patternHost(pattern)]))),
      ...suggested.map(offered),
    );
    none.hidden = list.children.length > 0;
  }

  /**
   * @param {string} pattern
   * @param {"on" | "off"} choice
   */
  function permitted(pattern, choice) {
    const host = patternHost(pattern);
    const box = build(document, "input", { type: "checkbox", role: "switch" });
    box.checked = choice === "on";
    box.setAttribute("aria-label", text("sites_on_label", host));
    box.addEventListener("change", () => void send({ kind: "site", host, on: box.checked }));
    const name = build(document, "span", { class: "name", text: host });
    const label = build(document, "label", { class: "switch" }, box);
    const item = build(document, "li", {}, label, name);
    if (fixed.has(pattern)) {
      item.append(build(document, "span", { class: "hint", text: text("sites_fixed") }));
      return item;
    }
    const remove = build(document, "button", { type: "button", class: "quiet" });
    remove.textContent = text("sites_remove");
    remove.setAttribute("aria-label", text("sites_remove_label", host));
    remove.addEventListener("click", async () => {
      await chrome.permissions.remove({ origins: [pattern] });
      status.textContent = text("sites_removed", host);
      input.focus();
    });
    item.append(remove);
    return item;
  }

  /** @param {string} origin that the team named */
  function offered(origin) {
    const name = build(document, "span", { class: "name", text: new URL(origin).host });
    const hint = build(document, "span", { class: "hint", text: text("sites_suggested") });
    const allow = build(document, "button", { type: "button", text: text("sites_allow") });
    allow.addEventListener("click", () => void add(origin));
    return build(document, "li", {}, name, hint, allow);
  }

  /** @param {string} address */
  async function add(address) {
    const site = parseSite(address);
    if (site === null) {
      status.textContent = text("site_not_an_address");
      input.focus();
      return;
    }
    const allowed = await permit([site.pattern]);
    if (!allowed) {
      status.textContent = text("permission_kept", site.host);
      return;
    }
    const answer = await send({ kind: "grant", origin: site.origin });
    status.textContent = answer.ok ? text("sites_added", site.host) : answer.message;
    input.value = "";
  }

  byId("add-site", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    void add(input.value);
  });
  chrome.permissions.onAdded.addListener(() => void show());
  chrome.permissions.onRemoved.addListener(() => void show());
  chrome.storage.local.onChanged.addListener((changes) => {
    if (SHARED_KEY in changes) void show();
  });
  void show();
}
