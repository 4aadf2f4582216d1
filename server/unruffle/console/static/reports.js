// @ts-check
/** Words that are selected in a reported sentence are those that make an exception of it. */

for (const form of document.querySelectorAll("form[data-report]")) {
  const sentence = form.querySelector("textarea");
  const words = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=words]"));
  if (!sentence || !words) continue;
  sentence.addEventListener("select", () => {
    words.value = sentence.value.slice(sentence.selectionStart, sentence.selectionEnd).trim();
  });
}
