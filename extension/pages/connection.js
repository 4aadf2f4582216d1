// @ts-check
/** The section of the options page that connects this browser to a server. */

/** @import { Failure, Shared } from "../protocol.js" */
import { parseLink, parseServer, parseSite } from "../address.js";
import { NOTHING_SHARED, SHARED_KEY } from "../protocol.js";
import { permit, send } from "./ask.js";
import { byId, text } from "./texts.js";

/** Fills the section and brings its form and buttons to life. */
export function showConnection() {
  const line = byId("connection", HTMLParagraphElement);
  const status = byId("connect-status", HTMLParagraphElement);
  const connected = byId("connected", HTMLParagraphElement);
  const form = byId("connect", HTMLFormElement);
  const link = byId("link", HTMLInputElement);
  const server = byId("server", HTMLInputElement);
  const code = byId("code", HTMLInputElement);
  const hostLine = byId("connect-host", HTMLParagraphElement);
  const again = byId("again", HTMLButtonElement);

  /** What was typed, or null: the link wins, since it names both. */
  function typed() {
    if (link.value.trim() !== "") return parseLink(link.value);
    const address = parseServer(server.value);
    return address === null ? null : { server: address, code: code.value.trim() };
  }

  /** @param {boolean} open */
  function openForm(open) {
    form.hidden = !open;
    again.setAttribute("aria-expanded", String(open));
  }

  async function show() {
    const answer = await send({ kind: "connection" });
    if (!answer.ok) return;
    const { server: address, enrolled, team } = answer;
    const host = address === null ? "" : new URL(address).host;
    line.textContent = enrolled ? text("connect_is", host, team ?? "") : text("connect_none");
    connected.hidden = !enrolled;
    openForm(!enrolled);
  }

  /** What is stored may be out of date: only the server knows whether it still takes the key. */
  async function look() {
    const known = await send({ kind: "connection" });
    if (known.ok && known.enrolled && known.server !== null) {
      line.textContent = text("connect_working", new URL(known.server).host);
    }
    const answer = await send({ kind: "test" });
    await show();
    if (answer.ok || answer.code === "not-enrolled") return answer;
    line.textContent = `${answer.message} ${answer.hint}`;
    openForm(answer.code === "key-revoked");
    return answer;
  }

  /**
   * Says how something went, and shows what is connected now. What was typed stays until it works.
   *
   * @param {{ok: true} | Failure} answer
   * @param {string} done
   */
  async function say(answer, done) {
    status.textContent = answer.ok ? done : `${answer.message} ${answer.hint}`;
    if (answer.ok) await show();
  }

  form.addEventListener("input", () => {
    const ticket = typed();
    hostLine.textContent = ticket ? text("connect_host", new URL(ticket.server).host) : "";
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const ticket = typed();
    const site = ticket && parseSite(ticket.server);
    if (!ticket || !site) {
      status.textContent = `${text("failure_bad_address")} ${text("failure_bad_address_hint")}`;
      link.focus();
      return;
    }
    const allowed = await permit([site.pattern]);
    if (!allowed) {
      status.textContent = text("permission_kept", site.host);
      return;
    }
    status.textContent = text("connect_working", site.host);
    const answer = await send({ kind: "enroll", ...ticket });
    if (answer.ok) {
      form.reset();
      hostLine.textContent = "";
    }
    await say(answer, text("connect_done"));
  });
  again.addEventListener("click", () => {
    openForm(form.hidden);
    if (!form.hidden) link.focus();
  });
  byId("test", HTMLButtonElement).addEventListener("click", async () => {
    const answer = await look();
    // Where it does not answer, the line above says so.
    status.textContent = answer.ok
      ? text("connect_test_ok", new URL(answer.server).host, answer.settings.team.name)
      : "";
  });
  byId("forget", HTMLButtonElement).addEventListener("click", async () => {
    await say(await send({ kind: "disconnect" }), text("connect_forgotten"));
  });
  // A policy, or a connect link elsewhere, may connect while the page is open.
  chrome.storage.local.onChanged.addListener(({ [SHARED_KEY]: change }) => {
    if (change && connectedSince(change.oldValue) !== connectedSince(change.newValue)) void look();
  });
  void look();
}

/**
 * @param {unknown} shared as it is stored
 * @returns {number | null} in milliseconds since 1970, null where there is no connection
 */
function connectedSince(shared) {
  const { enrolled, enrolled_at } = { ...NOTHING_SHARED, .../** @type {Partial<Shared>} */ (shared) };
  return enrolled ? enrolled_at : null;
}
