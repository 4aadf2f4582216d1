import Quill from "quill";
import sheet from "quill/dist/quill.snow.css";
import { host, ready, style } from "./host.js";

style(sheet);
const box = host.appendChild(document.createElement("div"));
const editor = new Quill(box, { theme: "snow" });
ready(() => editor.getText().replace(/\n$/, ""));
