import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { LinkNode } from "@lexical/link";
import { registerRichText } from "@lexical/rich-text";
import { $getRoot, createEditor } from "lexical";
import { host, ready } from "./host.js";

const box = host.appendChild(document.createElement("div"));
box.className = "box";
box.contentEditable = "true";
const editor = createEditor({
  nodes: [LinkNode],
  onError(error) {
    throw error;
  },
});
registerRichText(editor);
registerHistory(editor, createEmptyHistoryState(), 300);
editor.setRootElement(box);
ready(() =>
  editor.read(() =>
    $getRoot()
      .getChildren()
      .map((block) => block.getTextContent())
      .join("\n"),
  ),
);
