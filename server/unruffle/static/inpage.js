// @ts-check
/**
 * The extension's own content modules, run by a page of the server itself: one can see the marks
 * before anything is installed. The port below does with `fetch` what the extension's worker does,
 * but tells no event.
 */

/** @typedef {import("../../../extension/protocol.js").Port} Port */
/** @typedef {import("../../../extension/protocol.js").Message} Message */
/** @typedef {import("../../../extension/protocol.js").Shared} Shared */
/** @typedef {import("../../../extension/protocol.js").Failure} Failure */

/** @type {Shared} */
let shared = {
  enrolled: true,
  enrolled_at: null,
  paused_until: null,
  sites: {},
  arranged: {},
  muted: [],
  settings: null,
  told: null,
};
/** @type {Set<(shared: Shared) => void>} */
const followers = new Set();

/** @param {Partial<Shared>} change */
function share(change) {
  shared = { ...shared, ...change };
  for (const follow of followers) follow(shared);
  return { ok: true };
}

// The extension's own copy of these modules says this when it starts; ours then stays away, or ends.
const ours = new AbortController();
let starting = false;
document.addEventListener("unruffle-newer", () => starting || ours.abort());

/** A key that can check and do nothing else; it lapses soon, and then the next check gets another. */
let key = "";

/** @type {() => Promise<Response>} */
let askForKey;

async function fetchKey() {
  const answer = await askForKey();
  if (answer.ok) key = (await answer.json()).key;
  return answer.ok;
}

/**
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<{ok: true, body: any} | Failure>}
 */
async function ask(path, body, again = true) {
  try {
    if (key === "") await fetchKey();
    const answer = await fetch(path, {
      method: body === undefined ? "GET" : "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (answer.status === 401 && again && (await fetchKey())) return ask(path, body, false);
    const read = await answer.json();
    if (answer.ok) return { ok: true, body: read };
    const code = answer.status === 401 ? "key-revoked" : "bad-request";
    return { ok: false, code, message: read.error.message, hint: read.error.hint };
  } catch {
    return { ok: false, code: "not-connected", message: "", hint: "" };
  }
}

/**
 * @param {Message} message
 * @returns {Promise<unknown>} what the worker would answer
 */
async function send(message) {
  switch (message.kind) {
    case "check": {
      const { text, context, host } = message;
      const answer = await ask("/api/v1/check", { text, context, host });
      return answer.ok ? { ok: true, result: answer.body } : answer;
    }
    case "state": {
      const answer = await ask("/api/v1/settings");
      if (answer.ok) shared = { ...shared, settings: answer.body };
      const { sites, ...rest } = shared;
      return { ok: true, site: sites[message.host] ?? "on", hosts: [message.host], ...rest };
    }
    case "mute":
      return share({ muted: [...shared.muted, message.rule] });
    case "unmute":
      return share({ muted: shared.muted.filter((rule) => rule !== message.rule) });
    case "pause":
      return share({ paused_until: message.until });
    case "arrange":
      return share({ arranged: { [message.host]: message.arrangement } });
    case "site":
      return share({ sites: { ...shared.sites, [message.host]: message.on ? "on" : "off" } });
    case "compose":
      return { ok: false, code: "not-enrolled", message: "The extension sends reports.", hint: "" };
    default:
      // Events are counted for enrolled extensions only, and nothing else is sent from a page.
      return { ok: true };
  }
}

/**
 * @typedef {{message: string, placeholders?: Record<string, {content: string}>}} Text
 * @param {Record<string, Text>} texts the messages.json of the extension
 * @returns {Port["text"]} what `chrome.i18n.getMessage` would answer
 */
function speaker(texts) {
  return (name, ...subs) => {
    const { message = "", placeholders = {} } = texts[name] ?? {};
    /** @param {string} text */
    const fill = (text) => text.replace(/\$([1-9])/g, (_, place) => subs[Number(place) - 1] ?? "");
    return fill(
      message.replace(
        /\$(\w*[A-Za-z@]\w*)\$/g,
        (_, holder) => placeholders[holder.toLowerCase()]?.content ?? "",
      ),
    );
  };
}

/**
 * Starts the modules in this page, once.
 *
 * @param {{files: string, newKey: () => Promise<Response>}} options `files` is the address under
 *   which the extension's folder is served; `newKey` asks for `{"key"}`, which can check and lapses
 */
export async function run({ files, newKey }) {
  askForKey = newKey;
  const texts = await (await fetch(`${files}_locales/en/messages.json`)).json();
  const { start } = /** @type {typeof import("../../../extension/content/main.js")} */ (
    await import(`${files}content/main.js`)
  );
  const port = {
    send: /** @type {Port["send"]} */ (send),
    text: speaker(texts),
    /** @type {Port["onShared"]} */
    onShared(callback, signal) {
      followers.add(callback);
      signal.addEventListener("abort", () => followers.delete(callback), { once: true });
    },
    onCommand: () => undefined,
    url: (/** @type {string} */ path) => files + path,
    alive: () => true,
  };
  if (ours.signal.aborted) return;
  // The first thing it does is to say so itself.
  starting = true;
  void start(port, { signal: ours.signal });
  starting = false;
}
