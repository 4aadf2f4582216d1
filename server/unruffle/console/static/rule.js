// @ts-check
/** The rule editor while one types: what the phrases match, whether the examples hold. */

/**
 * @typedef {{
 *   phrases: {phrase: string, matches: string[], more: boolean, problem: string}[],
 *   examples: string[],
 *   remarks: {field: string, text: string}[],
 * }} Explained
 */

const PAUSE_MS = 300;

const form = /** @type {HTMLFormElement} */ (document.getElementById("rule"));
const explained = /** @type {HTMLElement} */ (document.getElementById("explained"));
const told = /** @type {HTMLElement} */ (document.getElementById("told"));
let timer = 0;
let asked = new AbortController();

/** @param {string} kind @param {...(string | Node)} content */
function line(kind, ...content) {
  const paragraph = document.createElement("p");
  paragraph.className = kind;
  paragraph.append(...content);
  return paragraph;
}

/** @param {Explained["phrases"][number]} one */
function phrase({ phrase: source, matches, more, problem }) {
  const code = document.createElement("code");
  code.textContent = source;
  if (problem) return line("remark", code, ` ${problem}`);
  return line("quiet", code, ` matches: ${matches.join(", ")}${more ? ", …" : ""}`);
}

/** @param {Explained} answer */
function show({ phrases, examples, remarks }) {
  explained.replaceChildren(...phrases.map(phrase));
  const texts = [...remarks.map(({ text }) => text), ...examples];
  told.replaceChildren(
    ...(texts.length ? texts.map((text) => line("remark", text)) : [
      line("held", "All examples hold."),
    ]),
  );
}

async function ask() {
  asked.abort();
  asked = new AbortController();
  const { signal } = asked;
  try {
    const answer = await fetch(String(form.dataset["explain"]), {
      method: "POST",
      body: new FormData(form),
      signal,
    });
    if (answer.ok) show(await answer.json());
    else told.replaceChildren(line("remark", "Not checked: the server did not answer as usual."));
  } catch {
    if (!signal.aborted) {
      told.replaceChildren(line("remark", "Not checked: the server is out of reach."));
    }
  }
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = window.setTimeout(() => void ask(), PAUSE_MS);
});
