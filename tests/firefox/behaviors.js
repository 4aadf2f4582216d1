/** The same behaviors as in Chromium, with real keys. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectText, LATE, MARK, open, openAdvice, PATIENCE_MS, SORRY } from "./opened.js";
import { undo, until } from "./opened.js";

/** @import { Editor, Opened } from "./opened.js" */

const { EDITORS = "[]", BETTER = "", LATE_BETTER = "" } = process.env;
const HELLO = "Hello. ";

/** @param {Opened} opened @returns {Promise<string[]>} the texts of all marks in an editable element */
function marksOf({ frame }) {
  return frame.evaluate(() => {
    const found = [];
    for (const [name, highlight] of CSS.highlights) {
      if (!/^unruffle-(?:high|medium|low|info)$/u.test(name)) continue;
      for (const range of highlight) found.push(String(range).replaceAll("\u00a0", " "));
    }
    return found;
  });
}

/** @param {Opened} opened @param {string[]} texts */
async function expectMarks(opened, ...texts) {
  const end = Date.now() + PATIENCE_MS;
  let seen = await marksOf(opened);
  while (seen.join() !== texts.join() && Date.now() < end) {
    await opened.frame.evaluate(() => new Promise(requestAnimationFrame));
    seen = await marksOf(opened);
  }
  assert.deepEqual(seen, texts);
}

/** @param {Opened} opened @param {Editor} editor the HTML of the editable root and beside it */
function htmlOf({ frame }, { box }) {
  return frame.evaluate((selector) => {
    const root = /** @type {Element} */ (document.querySelector(selector));
    return (root === document.body ? root : root.parentElement)?.innerHTML ?? "";
  }, box);
}

/**
 * Where the first mark can be clicked. A mark in a field is drawn where no page can look, but the
 * words are at its start.
 *
 * @param {Opened} opened @param {Editor} editor
 */
function markedPoint({ frame }, { box, rich }) {
  return frame.evaluate((selector, isRich) => {
    const field = /** @type {Element} */ (document.querySelector(selector));
    if (!isRich) {
      const { left, top } = field.getBoundingClientRect();
      return { x: left + 60, y: top + 14 };
    }
    for (const [name, highlight] of CSS.highlights) {
      if (!/^unruffle-(?:high|medium)$/u.test(name)) continue;
      for (const range of highlight) {
        const [rect] = /** @type {Range} */ (range).getClientRects();
        if (rect) return { x: rect.left + 20, y: rect.top + rect.height / 2 };
      }
    }
    return null;
  }, box, rich);
}

/**
 * Clicks the mark once it is there; the page sees no more of its card than that something of ours
 * lies below the pointer.
 *
 * @param {Opened} opened @param {Editor} editor
 * @returns {Promise<{x: number, y: number}>} the upper edge of the card
 */
async function openByClick(opened, editor) {
  await openAdvice(opened);
  await opened.page.keyboard.press("Escape");
  await until(opened, () => document.activeElement?.localName !== "unruffle-surface");
  const point = await markedPoint(opened, editor);
  assert.ok(point, "a mark");
  await opened.page.mouse.click(point.x, point.y);
  const top = await opened.frame.waitForFunction(
    ({ x, y }) => {
      const below = Array.from({ length: 60 }, (_, at) => y + at);
      const isOurs = (/** @type {number} */ at) =>
        document.elementFromPoint(x, at)?.localName === "unruffle-surface";
      return below.find(isOurs);
    },
    { polling: "raf" },
    point,
  );
  return { x: point.x, y: /** @type {number} */ (await top.jsonValue()) };
}

for (const [editor, place] of JSON.parse(EDITORS)) {
  test(`${editor.name}, ${place}: marked, accepted and taken back`, async () => {
    const opened = await open(editor, place);
    await opened.page.keyboard.type(HELLO + SORRY);
    await openAdvice(opened);
    await opened.page.keyboard.press("Enter");
    await expectText(opened, HELLO + BETTER);
    await undo(opened);
    await expectText(opened, HELLO + SORRY);
    await opened.page.close();
  });
}

const alone = JSON.parse(EDITORS).filter((/** @type {[Editor, string]} */ [, place]) => place === "page");

for (const [editor] of alone) {
  test(`${editor.name}: two are taken back one by one`, async () => {
    const opened = await open(editor, "page");
    const keys = opened.page.keyboard;
    await keys.type(`${SORRY} ${LATE}`);
    await openAdvice(opened);
    await keys.press("Enter");
    await expectText(opened, `${BETTER} ${LATE}`);
    await openAdvice(opened);
    await keys.press("Enter");
    await expectText(opened, `${BETTER} ${LATE_BETTER}`);
    await undo(opened);
    await expectText(opened, `${BETTER} ${LATE}`);
    await undo(opened);
    await expectText(opened, `${SORRY} ${LATE}`);
    await opened.page.close();
  });

  test(`${editor.name}: Escape closes the advice and typing goes on`, async () => {
    const opened = await open(editor, "page");
    const keys = opened.page.keyboard;
    await keys.type(SORRY);
    await openAdvice(opened);
    await keys.press("Escape");
    await until(opened, () => document.activeElement?.localName !== "unruffle-surface");
    await keys.type(" Yes.");
    await expectText(opened, `${SORRY} Yes.`);
    await opened.page.close();
  });
}

for (const [editor] of alone.filter((/** @type {[Editor]} */ [{ rich }]) => rich)) {
  test(`${editor.name}: a mark moves with its words, goes with them, and is nowhere in the HTML`, async () => {
    const opened = await open(editor, "page");
    const keys = opened.page.keyboard;
    await keys.type(SORRY);
    const html = await htmlOf(opened, editor);
    await expectMarks(opened, MARK);
    assert.equal(await htmlOf(opened, editor), html);
    await keys.press("Home");
    await keys.type(HELLO);
    await expectMarks(opened, MARK);
    await expectText(opened, HELLO + SORRY);
    for (const _ of "We ap") await keys.press("ArrowRight");
    await keys.type("x");
    await expectText(opened, HELLO + SORRY.replace("apologise", "apxologise"));
    await expectMarks(opened);
    await opened.page.close();
  });
}

for (const [editor] of alone.filter((/** @type {[Editor]} */ [{ framed }]) => !framed)) {
  test(`${editor.name}: a click on a mark opens its card and leaves the focus; a click takes words`, async () => {
    const opened = await open(editor, "page");
    await opened.page.keyboard.type(SORRY);
    const card = await openByClick(opened, editor);
    const active = () => document.activeElement?.localName;
    assert.notEqual(await opened.frame.evaluate(active), "unruffle-surface");
    await opened.page.mouse.click(card.x + 10, card.y + 28);
    await expectText(opened, BETTER);
    await undo(opened);
    await expectText(opened, SORRY);
    await opened.page.close();
  });
}
