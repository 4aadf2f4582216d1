import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";
import { host, ready } from "./host.js";

/** What the component believes; a value that it was not told of would be lost with the next key. */
let held = "";

function Reply() {
  const [text, setText] = useState("");
  held = text;
  const onChange = ({ target }) => setText(target.value);
  return createElement("textarea", { className: "box", rows: 6, cols: 80, value: text, onChange });
}

createRoot(host).render(createElement(Reply));
ready(() => held);
