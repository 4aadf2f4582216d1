// @ts-check
/** The options page. Each section looks after itself. */

import { showConnection } from "./connection.js";
import { showMuted } from "./muted.js";
import { showSites } from "./sites.js";
import { byId, fillTexts } from "./texts.js";

fillTexts(document);
showConnection();
showSites();
showMuted(byId("muted", HTMLUListElement), (count) => {
  byId("muted-none", HTMLParagraphElement).hidden = count > 0;
});
