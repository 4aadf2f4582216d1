import { host, ready } from "./host.js";

const box = host.appendChild(document.createElement("input"));
box.className = "box";
box.ariaLabel = "Your message";
box.style.width = "660px";
ready(() => box.value);
