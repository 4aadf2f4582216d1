import FroalaEditor from "froala-editor";
import sheet from "froala-editor/css/froala_editor.pkgd.min.css";
import { host, lines, ready, style } from "./host.js";

style(sheet);
const box = host.appendChild(document.createElement("div"));
const editor = new FroalaEditor(box, { events: { initialized: told } });

/** The model of this editor is its HTML. */
function told() {
  ready(() => {
    const held = document.createElement("div");
    held.innerHTML = editor.html.get();
    return lines(held.children).replaceAll("\u00a0", " ");
  });
}
