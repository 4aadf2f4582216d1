// @ts-check
/** The options page. Each section looks after itself. */

import { chordName } from "../content/chord.js";
import { showConnection } from "./connection.js";
import { showMuted } from "./muted.js";
import { showSites } from "./sites.js";
import { byId, fillTexts, text } from "./texts.js";

fillTexts(document);
showConnection();
showSites();
byId("keys-chord", HTMLParagraphElement).textContent = text(
  "keys_chord",
  chordName(navigator.platform),
);
byId("keys-panel", HTMLParagraphElement).textContent = text(
  "keys_panel",
  chordName(navigator.platform, "K"),
);
showMuted(byId("muted", HTMLUListElement), (count) => {
  byId("muted-none", HTMLParagraphElement).hidden = count > 0;
});
