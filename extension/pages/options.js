// @ts-check
/** The options page. Each section looks after itself. */

import { chordName } from "../content/chord.js";
import { showConnection } from "./connection.js";
import { showKept } from "./kept.js";
import { showMuted } from "./muted.js";
import { showOwn } from "./own.js";
import { showSent } from "./sent.js";
import { showSites } from "./sites.js";
import { byId, fillTexts, text } from "./texts.js";

fillTexts(document);
showKept(document);
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
void showSent(byId("reports", HTMLUListElement), (count, words) => {
  const none = count === 0 ? words || text("sent_reports_none") : "";
  byId("reports-none", HTMLParagraphElement).textContent = none;
});
void showOwn(byId("weeks", HTMLTableSectionElement), (count) => {
  byId("own", HTMLTableElement).hidden = count === 0;
  byId("own-none", HTMLParagraphElement).hidden = count > 0;
});
