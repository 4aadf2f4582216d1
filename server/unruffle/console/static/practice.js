// @ts-check
/** The extension's own modules at the box of the practice page, with a key that lapses soon. */

import { run } from "../../static/inpage.js";

const reply = document.getElementById("reply");
const sign = document.querySelector("meta[name=csrf-token]")?.getAttribute("content") ?? "";

if (reply) {
  const { files = "", key = "" } = reply.dataset;
  // Enter in the box is a new line, and there is nothing to send.
  reply.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("without")?.remove();
  await run({
    files,
    newKey: () => fetch(key, { method: "POST", headers: { "X-CSRF-Token": sign } }),
  });
}
