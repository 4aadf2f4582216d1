"""What a page does to us: it takes our element away, rewrites its frame, sends our events."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browsers import worker_of
from programs import Server
from replies import LATE, LATE_MARK
from screen import Screen

REWRITE: Final = """
() => {
  const frame = document.querySelector("iframe");
  const { contentDocument: inner } = frame;
  inner.open();
  const html = inner.createElement("html");
  html.append(inner.createElement("body"));
  html.firstChild.contentEditable = "true";
  inner.append(html);
  inner.close();
}
"""
EMPTY_FRAME: Final = """
() => {
  const frame = document.createElement("iframe");
  frame.name = "editor";
  frame.width = 700;
  document.body.replaceChildren(frame);
  frame.contentDocument.body.contentEditable = "true";
}
"""


@pytest.fixture
def screen(page: Page, server: Server) -> Screen:
    """The demo page with a marked draft."""
    page.goto(f"{server.url}/demo")
    page.locator("#plain").click()
    page.keyboard.type(LATE)
    seen = Screen(page)
    seen.expect_marks(LATE_MARK)
    seen.expect_face("filled")
    return seen


def test_a_page_that_clears_away_our_element_gets_it_back(screen: Screen) -> None:
    """The dot is there again, and the popover opens in it."""
    screen.page.evaluate("document.querySelector('unruffle-surface').remove()")
    screen.expect_part(".badge .dot")
    screen.point_at(LATE_MARK)
    screen.expect_part(".popover")


def test_a_page_that_keeps_clearing_wins(screen: Screen) -> None:
    """We do not fight with it for ever: after a few returns the element stays away."""
    screen.page.evaluate(
        """() => {
          window.removals = 0;
          new MutationObserver(() => {
            const surface = document.querySelector("unruffle-surface");
            if (surface) { surface.remove(); window.removals += 1; }
          }).observe(document.documentElement, { childList: true });
          document.querySelector("unruffle-surface").remove();
        }"""
    )
    removals = "window.removals"
    screen.until(lambda: screen.page.evaluate(removals), lambda count: count == 5, "five returns")
    screen.expect_no_part(".badge .dot")


def test_a_page_cannot_switch_us_off(screen: Screen) -> None:
    """An event with our name changes nothing: the next words are marked as before."""
    page = screen.page
    page.evaluate("document.dispatchEvent(new Event('unruffle-newer'))")
    page.keyboard.type(f" {LATE}")
    screen.expect_marks(LATE_MARK, LATE_MARK)


def test_a_frame_that_is_rewritten_while_we_are_in_it(page: Page, server: Server) -> None:
    """An editor that writes its document anew is read and marked again."""
    page.goto(f"{server.url}/demo")
    page.evaluate(EMPTY_FRAME)
    frame = page.frame(name="editor")
    assert frame
    frame.locator("body").click()
    page.keyboard.type(LATE)
    screen = Screen(page, frame)
    screen.expect_marks(LATE_MARK)
    page.evaluate(REWRITE)
    frame.locator("body").click()
    page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)


def test_a_frame_that_was_empty_at_first(page: Page, server: Server) -> None:
    """A frame that was watched while it was empty is watched when it has become a page."""
    page.goto(f"{server.url}/demo")
    page.evaluate(EMPTY_FRAME)
    frame = page.frame(name="editor")
    assert frame
    frame.locator("body").click()
    page.keyboard.type(LATE)
    screen = Screen(page, frame)
    screen.expect_marks(LATE_MARK)
    frame.goto(f"{server.url}/demo/reply")
    frame.locator("#plain").click()
    page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)


COMMAND: Final = """async (command) => {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  chrome.commands.onCommand.dispatch(command, tab);
}"""


@pytest.mark.parametrize(
    ("command", "opens"), [("next-finding", ".popover"), ("open-panel", ".panel")]
)
def test_the_browsers_own_shortcuts_open_the_advice_and_the_panel(
    screen: Screen, browser_context: BrowserContext, command: str, opens: str
) -> None:
    """A second route beside the chords, which a person can put on any key; it takes the focus."""
    worker_of(browser_context).evaluate(COMMAND, command)
    screen.until(lambda: screen.parts(opens), lambda seen: seen and seen[0].focused, opens)
    screen.page.keyboard.press("Escape")
    expect(screen.page.locator("#plain")).to_be_focused()
