import { baseKeymap } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { schema } from "prosemirror-schema-basic";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import sheet from "prosemirror-view/style/prosemirror.css";
import { host, ready, style } from "./host.js";

style(sheet);
const plugins = [history(), keymap({ "Mod-z": undo, "Mod-y": redo }), keymap(baseKeymap)];
const view = new EditorView(host, { state: EditorState.create({ schema, plugins }) });
ready(() => view.state.doc.textBetween(0, view.state.doc.content.size, "\n"));
