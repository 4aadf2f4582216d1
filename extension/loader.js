// Waits, at the cost of one listener, until something editable has the focus; then brings in the
// rest. Runs as a classic script in every frame of the sites that are switched on.
(() => {
  const FIELDS = "textarea, input:not([type]), input[type=text i], [role=textbox]";
  const { document } = globalThis;
  let asked = false;

  const wait = () => {
    document.addEventListener("focusin", ({ target }) => begin(target), { capture: true });
    // In an editor's own frame the body is the active element, with or without the focus.
    if (document.hasFocus()) begin(document.activeElement);
  };

  /** @param {EventTarget | null} target */
  const begin = async (target) => {
    if (asked || !(target instanceof HTMLElement) || !chrome.runtime?.id) return;
    // A shadow host stands for whatever has the focus inside.
    const editable = target.isContentEditable || target.matches(FIELDS);
    if (!editable && !target.shadowRoot && !target.localName.includes("-")) return;
    asked = true;
    try {
      const [{ start }, { createPort }] = await Promise.all([
        import(chrome.runtime.getURL("content/main.js")),
        import(chrome.runtime.getURL("content/port.js")),
      ]);
      await start(createPort());
    } catch {
      // In Firefox the import is lost when the frame is rewritten meanwhile; a focus tries again.
      asked = false;
    }
  };

  // document.open() in an editor's frame takes all listeners away, but not this observer.
  new MutationObserver(() => asked || wait()).observe(document, { childList: true });
  wait();
})();
