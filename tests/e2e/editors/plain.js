import { host, lines, ready } from "./host.js";

const box = host.appendChild(document.createElement("div"));
box.className = "box";
box.contentEditable = "true";
box.append(document.createElement("div"));
box.firstChild.append(document.createElement("br"));
ready(() => lines(box.children).replaceAll("\u00a0", " "));
