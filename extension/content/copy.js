// @ts-check
/** Puts words on the clipboard without moving the focus. */

/**
 * Only within a press of the agent, as browsers demand.
 *
 * @param {Document} document
 * @param {string} words
 * @returns {Promise<void>} settled when the words are on the clipboard
 */
export async function copy(document, words) {
  const clipboard = document.defaultView?.navigator.clipboard;
  if (clipboard) {
    // A page may forbid the clipboard to its frames; the older way still works there.
    const done = await clipboard.writeText(words).then(
      () => true,
      () => false,
    );
    if (done) return;
  }
  document.addEventListener(
    "copy",
    (event) => {
      event.clipboardData?.setData("text/plain", words);
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { once: true, capture: true },
  );
  document.execCommand("copy");
}
