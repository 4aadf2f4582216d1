import { Editor } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { host, ready } from "./host.js";

const editor = new Editor({ element: host, extensions: [StarterKit] });
ready(() => editor.getText({ blockSeparator: "\n" }));
