// @ts-check
/**
 * The page's own behavior: two kinds of reply field, and a send button that only shows what would
 * go out. It knows nothing of any extension.
 */

const reply = /** @type {HTMLFormElement | null} */ (document.querySelector("#reply"));
const plain = /** @type {HTMLTextAreaElement | null} */ (document.querySelector("#plain"));
const rich = /** @type {HTMLElement | null} */ (document.querySelector("#rich"));
const sent = /** @type {HTMLDialogElement | null} */ (document.querySelector("#sent"));
const sentText = document.querySelector("#sent-text");

if (reply && plain && rich && sent && sentText) {
  const kinds = /** @type {NodeListOf<HTMLButtonElement>} */ (
    reply.querySelectorAll("[data-field]")
  );

  /** @param {string | undefined} kind "plain" or "rich" */
  const show = (kind) => {
    plain.hidden = kind === "rich";
    rich.hidden = kind !== "rich";
    for (const button of kinds) {
      button.setAttribute("aria-pressed", String(button.dataset.field === kind));
    }
  };

  for (const button of kinds) {
    button.addEventListener("click", () => {
      show(button.dataset.field);
      (plain.hidden ? rich : plain).focus();
    });
  }

  reply.addEventListener("submit", (event) => {
    event.preventDefault();
    if (plain.hidden) sentText.replaceChildren(...rich.cloneNode(true).childNodes);
    else sentText.textContent = plain.value;
    sent.showModal();
  });

  if (new URLSearchParams(location.search).get("field") === "rich") show("rich");
}

// The newest message is the one to answer.
const story = document.querySelector(".story");
story?.scrollTo(0, story.scrollHeight);

for (const link of document.querySelectorAll(".ticket")) {
  link.addEventListener("click", (event) => event.preventDefault());
}
