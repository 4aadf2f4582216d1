// @ts-check
/** The demo helpdesk with the extension's own modules in the page. */

import { run } from "../../static/inpage.js";

await run({ files: "/demo/extension/", newKey: () => fetch("/demo/key", { method: "POST" }) });
