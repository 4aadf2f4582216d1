import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";
import { createEditor, Node } from "slate";
import { withHistory } from "slate-history";
import { Editable, Slate, withReact } from "slate-react";
import { host, ready } from "./host.js";

const editor = withHistory(withReact(createEditor()));

function Reply() {
  const [value] = useState([{ type: "paragraph", children: [{ text: "" }] }]);
  const onKeyDown = (event) => {
    if (!event.ctrlKey || event.key !== "z") return;
    event.preventDefault();
    editor.undo();
  };
  const box = createElement(Editable, { className: "box", onKeyDown });
  return createElement(Slate, { editor, initialValue: value }, box);
}

createRoot(host).render(createElement(Reply));
ready(() => editor.children.map((block) => Node.string(block)).join("\n"));
