"""The card of the toolbar button: how the tab stands, and the switches for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browsers import SCREENSHOTS, worker_of
from programs import Server
from replies import LATE, LATE_MARK
from screen import Screen

# Only the toolbar can open the card over a page. In a tab of its own the card is told that the
# page of the draft is the one in front; all that follows is real.
IN_FRONT: Final = """
const query = chrome.tabs.query.bind(chrome.tabs);
chrome.tabs.query = async () => (await query({ url: "http://127.0.0.1/*" })).slice(-1);
"""


@pytest.fixture
def draft(own_context: BrowserContext, server: Server) -> Iterator[Screen]:
    """A marked draft in the demo page."""
    page = own_context.new_page()
    page.goto(f"{server.url}/demo")
    page.locator("#plain").click()
    page.keyboard.type(LATE)
    seen = Screen(page)
    seen.expect_marks(LATE_MARK)
    yield seen
    page.close()


@pytest.fixture
def popup(draft: Screen) -> Iterator[Page]:
    """The card for the tab of the draft."""
    context = draft.page.context
    page = context.new_page()
    page.add_init_script(IN_FRONT)
    page.set_viewport_size({"width": 300, "height": 420})
    page.goto(f"{worker_of(context).url.split('/background/')[0]}/pages/popup.html")
    expect(page.get_by_role("heading", name="127.0.0.1")).to_be_visible()
    yield page
    page.close()


def test_a_site_is_switched_off_and_on(draft: Screen, popup: Page, server: Server) -> None:
    """The marks go and come back; the card names the site and the server."""
    expect(popup.get_by_text("Ready")).to_be_visible()
    expect(popup.get_by_text(f"Connected to {server.url.removeprefix('http://')}")).to_be_visible()
    popup.screenshot(path=SCREENSHOTS / "popup.png")
    switch = popup.get_by_role("switch", name="Check replies on this site")
    expect(switch).to_be_checked()
    switch.click()
    expect(popup.get_by_text("Switched off on this site")).to_be_visible()
    draft.page.bring_to_front()
    draft.expect_marks()
    popup.bring_to_front()
    switch.click()
    expect(popup.get_by_text("Ready")).to_be_visible()
    draft.page.bring_to_front()
    draft.expect_marks(LATE_MARK)


def test_a_pause_is_made_and_ended(draft: Screen, popup: Page) -> None:
    """While it lasts nothing is marked, and the card says until when."""
    popup.get_by_role("button", name="Pause for an hour").click()
    expect(popup.get_by_text("nobody is told")).to_be_visible()
    draft.page.bring_to_front()
    draft.expect_marks()
    popup.bring_to_front()
    popup.get_by_role("button", name="Go on now").click()
    draft.page.bring_to_front()
    draft.expect_marks(LATE_MARK)


def test_what_was_dismissed_stays_so_when_a_site_is_off_and_on(draft: Screen, popup: Page) -> None:
    """No second copy starts in the open tab: the one there knows what was dismissed."""
    draft.page.bring_to_front()
    draft.point_at(LATE_MARK)
    draft.press(".popover button", "Keep mine")
    draft.expect_face("check")
    switch = popup.get_by_role("switch", name="Check replies on this site")
    popup.bring_to_front()
    switch.click()
    expect(popup.get_by_text("Switched off on this site")).to_be_visible()
    switch.click()
    expect(popup.get_by_text("Ready")).to_be_visible()
    draft.page.bring_to_front()
    draft.page.locator("#plain").click()
    draft.page.keyboard.type(" ")
    draft.expect_face("check")
    assert draft.mark_texts() == []
