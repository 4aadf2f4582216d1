import { Bold, ClassicEditor, Essentials, Link, Paragraph } from "ckeditor5";
import sheet from "ckeditor5/ckeditor5.css";
import { host, ready, style } from "./host.js";

style(sheet);
const box = host.appendChild(document.createElement("div"));
const plugins = [Essentials, Paragraph, Bold, Link];
const editor = await ClassicEditor.create(box, { licenseKey: "GPL", plugins, toolbar: ["bold"] });
ready(() => {
  const blocks = [...editor.model.document.getRoot().getChildren()];
  return blocks.map((block) => [...block.getChildren()].map(({ data }) => data).join("")).join("\n");
});
