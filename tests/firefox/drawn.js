/** That marks are drawn, and where: the browser's own selection says where the words stand. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { MARK, open, openAdvice, SORRY, until } from "./opened.js";

/** @import { Opened } from "./opened.js" */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Box in pixels */

const { SCREENSHOTS } = process.env;
const LINE = [22, 137, 155];
const SELECTED = [255, 0, 255];
/** How far a part of a color may be off: the line is as it is, the selection is tinted by it. */
const NEAR = { line: 8, selected: 48 };
const field = { name: "textarea", box: ".box", framed: false, rich: false };
const element = { ...field, name: "plain", rich: true };
const STYLED = "padding: 9px 23px; font: 19px/1.7 serif; letter-spacing: 1px";

/**
 * @param {Opened} opened
 * @param {number[]} color
 * @param {string} name of the screenshot
 * @returns {Promise<Box>} around all pixels that are about of this color
 */
async function boxOf({ page, frame }, color, name) {
  const path = /** @type {const} */ (`${SCREENSHOTS}/firefox-${name}.png`);
  const shot = Buffer.from(await page.screenshot({ path })).toString("base64");
  return frame.evaluate(
    async (png, wanted, near) => {
      const image = await fetch(`data:image/png;base64,${png}`);
      const bitmap = await createImageBitmap(await image.blob());
      const { width, height } = bitmap;
      const drawing = new OffscreenCanvas(width, height).getContext("2d");
      drawing?.drawImage(bitmap, 0, 0);
      const { data } = /** @type {ImageData} */ (drawing?.getImageData(0, 0, width, height));
      const box = { left: width, top: height, right: -1, bottom: -1 };
      for (let at = 0; at < width * height; at += 1) {
        if (wanted.some((part, of) => Math.abs(part - (data[4 * at + of] ?? 0)) > near)) continue;
        const [x, y] = [at % width, Math.floor(at / width)];
        box.left = Math.min(box.left, x);
        box.right = Math.max(box.right, x);
        box.top = Math.min(box.top, y);
        box.bottom = Math.max(box.bottom, y);
      }
      return box;
    },
    shot,
    color,
    color === LINE ? NEAR.line : NEAR.selected,
  );
}

/** Selects the marked words where they stand, in magenta. @param {Opened} opened @param {string} box */
function select({ frame }, box) {
  return frame.evaluate(
    (selector, words) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("::selection { background: #ff00ff; color: #ff00ff }");
      document.adoptedStyleSheets.push(sheet);
      const root = /** @type {HTMLElement} */ (document.querySelector(selector));
      if (root instanceof HTMLTextAreaElement) {
        const start = root.value.indexOf(words);
        root.setSelectionRange(start, start + words.length);
        return;
      }
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const text = /** @type {Text} */ (texts.currentNode);
        const start = text.data.indexOf(words);
        if (start >= 0) getSelection()?.setBaseAndExtent(text, start, text, start + words.length);
      }
    },
    box,
    MARK,
  );
}

for (const { editor, style = "", id } of [
  { editor: field, id: "in a text area" },
  { editor: field, style: STYLED, id: "in a styled text area" },
  { editor: element, id: "in an editable element" },
]) {
  test(`${id} the line is drawn under the words, and nowhere else`, async () => {
    const opened = await open(editor, "page");
    await opened.frame.$eval(editor.box, (box, css) => {
      /** @type {HTMLElement} */ (box).style.cssText += css;
    }, style);
    await opened.page.keyboard.type("Hello Ruth,");
    await opened.page.keyboard.press("Enter");
    await opened.page.keyboard.type(SORRY);
    await openAdvice(opened);
    await opened.page.keyboard.press("Escape");
    await until(opened, () => document.activeElement?.localName !== "unruffle-surface");
    const name = id.replaceAll(" ", "-");
    const line = await boxOf(opened, LINE, name);
    await select(opened, editor.box);
    const words = await boxOf(opened, SELECTED, `${name}-selected`);
    const told = JSON.stringify({ line, words });
    assert.ok(words.right - words.left > 200, told);
    assert.ok(Math.abs(line.left - words.left) <= 2, told);
    assert.ok(Math.abs(line.right - words.right) <= 2, told);
    assert.ok(line.top > (words.top + words.bottom) / 2 && line.bottom <= words.bottom + 3, told);
    await opened.page.close();
  });
}
