/** One Firefox with the extension, a real editor in it, and what a person sees and does there. */

import assert from "node:assert/strict";
import { after, before } from "node:test";
import puppeteer from "puppeteer-core";

const { FIREFOX, EXTENSION = "", PAGES } = process.env;
export const SORRY = "We apologise for any inconvenience caused.";
export const MARK = "apologise for any inconvenience caused";
export const LATE = "The desk is late due to unforeseen circumstances.";
export const LATE_MARK = "due to unforeseen circumstances";
export const PATIENCE_MS = 15_000;

/** @type {import("puppeteer-core").Browser} */
export let browser;

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
  // Its welcome page opens in front of the tab that is there: no test begins before it has.
  const page = await browser.newPage();
  const covered = page.evaluate(
    () => new Promise((seen) => document.addEventListener("visibilitychange", () => seen(null))),
  );
  await browser.installExtension(EXTENSION);
  await covered;
  await page.close();
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
export async function open({ name, box, framed }, place) {
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
export async function expectText(opened, text) {
  const end = Date.now() + PATIENCE_MS;
  let seen = await textOf(opened);
  while (seen !== text && Date.now() < end) {
    await opened.owner.evaluate(() => new Promise(requestAnimationFrame));
    seen = await textOf(opened);
  }
  assert.equal(seen, text);
}

/** @param {Opened} opened @param {() => boolean} condition */
export const until = ({ frame }, condition) => frame.waitForFunction(condition, { polling: "raf" });

/**
 * Opens the advice by its keys until there is one: marks in a field are drawn where no page can look.
 *
 * @param {Opened} opened
 */
export async function openAdvice(opened) {
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
export async function undo({ page }) {
  await page.keyboard.down("Control");
  await page.keyboard.press("KeyZ");
  await page.keyboard.up("Control");
}
