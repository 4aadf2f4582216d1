import { host, ready } from "./host.js";

const box = host.appendChild(document.createElement("textarea"));
box.className = "box";
box.rows = 6;
box.cols = 80;
ready(() => box.value);
