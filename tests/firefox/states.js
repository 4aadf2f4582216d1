/** What the dot says when nothing can be checked, and that it comes back. */

import { test } from "node:test";
import { LATE, LATE_MARK, MARK, open, SORRY } from "./opened.js";
import { expectSeen } from "./surface.js";

const { HANDS, SCREENSHOTS } = process.env;
const FIELD = { name: "textarea", box: ".box", framed: false, rich: false };

/** @param {"stop" | "start" | "revoke"} act what a hand does at the server; over when it is done */
const atServer = (act) => fetch(`${HANDS}/${act}`, { method: "POST" });

test("a stopped server shows and comes back with the next key", async () => {
  const opened = await open(FIELD, "page");
  await opened.page.keyboard.type(SORRY);
  await expectSeen(opened, { face: "filled", marked: [MARK] });
  await atServer("stop");
  try {
    await opened.page.keyboard.type(` ${LATE}`);
    const words = "Not connected: nothing is checked";
    await expectSeen(opened, { face: "broken", words, marked: [] });
    await opened.page.screenshot({ path: `${SCREENSHOTS}/firefox-stopped.png` });
  } finally {
    await atServer("start");
  }
  await opened.page.keyboard.type(" ");
  await expectSeen(opened, { face: "filled", marked: [MARK, LATE_MARK] });
  await opened.page.close();
});

test("a key that was revoked is named as such", async () => {
  const opened = await open(FIELD, "page");
  await opened.page.keyboard.type(SORRY);
  await expectSeen(opened, { face: "filled", marked: [MARK] });
  await atServer("revoke");
  await opened.page.keyboard.type("!");
  const words = "Not connected: the team closed this connection";
  await expectSeen(opened, { face: "broken", words, marked: [] });
  await opened.page.screenshot({ path: `${SCREENSHOTS}/firefox-revoked.png` });
  await opened.page.close();
});
