import { host, lines, ready } from "./host.js";

/** It is no module: it loads its parts by address, and writes its frame with `document.write`. */
const area = host.appendChild(document.createElement("textarea"));
area.id = "area";
const script = document.createElement("script");
script.src = new URL("/ckeditor4/ckeditor.js", import.meta.url).href;
script.onload = () => {
  globalThis.CKEDITOR_BASEPATH = undefined;
  const editor = CKEDITOR.replace(area, { versionCheck: false, removePlugins: "elementspath" });
  editor.on("instanceReady", () =>
    ready(() => {
      const held = document.createElement("div");
      held.innerHTML = editor.getData();
      return lines(held.children).replaceAll("\u00a0", " ");
    }),
  );
};
document.head.append(script);
