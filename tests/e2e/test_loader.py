"""The one script that is put into every frame: it starts the rest once, and says if it cannot."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page

from browsers import Build, Launch, worker_of
from programs import Server
from replies import LATE, LATE_MARK
from screen import Screen

AGAIN = """
async () => {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  await chrome.scripting.executeScript({ target: { tabId: tab.id }, files: ["loader.js"] });
}
"""


def test_a_second_loader_starts_no_second_copy(
    page: Page, browser_context: BrowserContext, server: Server
) -> None:
    """A site that is switched on once more keeps its draft: what was dismissed stays away."""
    page.goto(f"{server.url}/demo")
    page.locator("#plain").click()
    page.keyboard.type(LATE)
    screen = Screen(page)
    screen.expect_marks(LATE_MARK)
    screen.point_at(LATE_MARK)
    screen.press(".popover button", "Keep mine")
    screen.expect_face("check")
    page.evaluate("document.addEventListener('unruffle-newer', () => (window.newer = true), true)")
    worker_of(browser_context).evaluate(AGAIN)
    page.keyboard.press("Tab")
    page.locator("#plain").focus()
    page.keyboard.type(" ")
    screen.expect_face("check")
    assert screen.mark_texts() == []
    assert page.locator("unruffle-surface").count() == 1
    assert not page.evaluate("window.newer")


def test_a_copy_that_cannot_start_says_so(launch: Launch, build: Build, server: Server) -> None:
    """A broken build is told in the page's console, not passed over."""
    extension = build()
    (extension / "content" / "main.js").write_text("export const begin = 1;\n")
    context = launch(extension)
    page = context.new_page()
    page.goto(f"{server.url}/demo")
    with page.expect_console_message(lambda told: "unruffle did not start" in told.text):
        page.locator("#plain").click()
    context.close()


def test_registering_anew_leaves_no_page_without(own_context: BrowserContext) -> None:
    """Sites are registered again in place: at no moment is the loader unregistered."""
    worker = worker_of(own_context)
    worker.evaluate(
        """() => {
          const { unregisterContentScripts } = chrome.scripting;
          globalThis.gaps = 0;
          chrome.scripting.unregisterContentScripts = (...filter) => {
            globalThis.gaps += 1;
            return unregisterContentScripts.apply(chrome.scripting, filter);
          };
        }"""
    )
    page = own_context.new_page()
    origin = worker.url.split("/background/")[0]
    page.goto(f"{origin}/pages/options.html")
    switch = "on => chrome.runtime.sendMessage({ kind: 'site', host: 'localhost', on })"
    assert page.evaluate(switch, False)["ok"]
    excluded = (
        "async () => (await chrome.scripting.getRegisteredContentScripts())[0].excludeMatches"
    )
    assert worker.evaluate(excluded) == ["*://localhost/*"]
    assert page.evaluate(switch, True)["ok"]
    assert not worker.evaluate(excluded)
    assert worker.evaluate("globalThis.gaps") == 0
    page.close()
