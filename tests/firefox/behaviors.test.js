/**
 * The same behaviors in a real Firefox, with real keys. Run by tests/e2e/test_firefox.py, which
 * starts the server and serves the editors' pages; a driver in Python for a Firefox with an
 * extension there is none without one more program.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import puppeteer from "puppeteer-core";

const { FIREFOX, EXTENSION = "", PAGES, EDITORS = "[]" } = process.env;
const { BETTER = "", LATE_BETTER = "" } = process.env;
const SORRY = "We apologise for any inconvenience caused.";
const LATE = "The desk is late due to unforeseen circumstances.";
const MARK = "apologise for any inconvenience caused";
const HELLO = "Hello. ";
const PATIENCE_MS = 15_000;

/** @type {import("puppeteer-core").Browser} */
let browser;

before(async () => {
  browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: FIREFOX,
    headless: true,
    extraPrefsFirefox: {
      "remote.active-protocols": 1,
      "extensions.originControls.grantByDefault": true,
    },
  });
  await browser.installExtension(EXTENSION);
});
after(() => browser?.close());

/**
 * @typedef {{name: string, box: string, framed: boolean, rich: boolean}} Editor
 * @typedef {{page: import("puppeteer-core").Page, owner: import("puppeteer-core").Frame,
 *   frame: import("puppeteer-core").Frame}} Opened `owner` runs the editor, `frame` holds its box
 */

/**
 * @param {Editor} editor
 * @param {string} place
 * @returns {Promise<Opened>} with the caret in the editor
 */
async function open({ name, box, framed }, place) {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const alone = place === "page" || place === "shadow";
  const path = alone ? `page?editor=${name}&${place}=1` : `framed?editor=${name}&kind=${place}`;
  await page.goto(`${PAGES}/${path}`);
  let owner = page.mainFrame();
  if (!alone) owner = await inner(await page.waitForSelector("iframe"));
  await owner.waitForSelector("[data-ready]");
  const frame = framed ? await inner(await owner.waitForSelector("iframe")) : owner;
  const field = await frame.waitForSelector(`>>> ${box}`);
  await field?.click();
  return { page, owner, frame };
}

/** @param {import("puppeteer-core").ElementHandle<Element> | null} element */
async function inner(element) {
  const frame = await /** @type {any} */ (element)?.contentFrame();
  assert.ok(frame, "a frame");
  return frame;
}

/** @param {Opened} opened @returns {Promise<string>} what the editor itself holds */
const textOf = ({ owner }) => owner.evaluate(() => /** @type {any} */ (globalThis).editor.text());

/** @param {Opened} opened @param {string} text */
async function expectText(opened, text) {
  const end = Date.now() + PATIENCE_MS;
  let seen = await textOf(opened);
  while (seen !== text && Date.now() < end) {
    await opened.owner.evaluate(() => new Promise(requestAnimationFrame));
    seen = await textOf(opened);
  }
  assert.equal(seen, text);
}

/** @param {Opened} opened @param {() => boolean} condition */
const until = ({ frame }, condition) => frame.waitForFunction(condition, { polling: "raf" });

/**
 * Opens the advice by its keys until there is one: marks in a field are drawn where no page can look.
 *
 * @param {Opened} opened
 */
async function openAdvice(opened) {
  const end = Date.now() + PATIENCE_MS;
  const isOpen = () => document.activeElement?.localName === "unruffle-surface";
  while (!(await opened.frame.evaluate(isOpen))) {
    assert.ok(Date.now() < end, "the advice opens");
    await opened.page.keyboard.down("Alt");
    await opened.page.keyboard.down("Shift");
    await opened.page.keyboard.press("KeyU");
    await opened.page.keyboard.up("Shift");
    await opened.page.keyboard.up("Alt");
    await opened.frame.evaluate(() => new Promise(requestAnimationFrame));
  }
}

/** @param {Opened} opened */
async function undo({ page }) {
  await page.keyboard.down("Control");
  await page.keyboard.press("KeyZ");
  await page.keyboard.up("Control");
}

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
