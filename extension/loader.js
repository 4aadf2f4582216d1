// Waits, at the cost of one listener, until something editable has the focus; then brings in the
// rest. Runs as a classic script in every frame of the sites that are switched on, and again when
// a site is switched on once more: the first one of an extension is enough.
(() => {
  const FIELDS = "textarea, input:not([type]), input[type=text i], [role=textbox]";
  const { document } = globalThis;
  // Pages do not see this: content scripts have a global object of their own. It may outlive the
  // document, where an empty frame becomes a page.
  const mine = /** @type {{unruffleWaitsIn?: Document}} */ (globalThis);
  if (mine.unruffleWaitsIn === document) return;
  mine.unruffleWaitsIn = document;
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
    const root = document.documentElement;
    try {
      const [{ start }, { createPort }] = await Promise.all([
        import(chrome.runtime.getURL("content/main.js")),
        import(chrome.runtime.getURL("content/port.js")),
      ]);
      await start(createPort());
    } catch (failure) {
      // In Firefox the import is lost when the frame is rewritten meanwhile; a focus tries again.
      asked = false;
      const isExpected = document.documentElement !== root || !chrome.runtime?.id;
      if (!isExpected) console.error("unruffle did not start", failure);
    }
  };

  // document.open() in an editor's frame takes all listeners away, but not this observer.
  new MutationObserver(() => asked || wait()).observe(document, { childList: true });
  wait();
})();
