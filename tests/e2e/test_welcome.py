"""The first page: what it is, and a reply to try it on, within seconds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browsers import SCREENSHOTS, worker_of
from counted import counts
from programs import Server
from screen import Screen


@pytest.fixture
def welcome(own_context: BrowserContext) -> Iterator[Page]:
    """The first page in a connected browser."""
    page = own_context.new_page()
    page.goto(f"{worker_of(own_context).url.split('/background/')[0]}/pages/welcome.html")
    yield page
    page.close()


def test_a_sample_is_marked_mended_and_taken_back(welcome: Page, server: Server) -> None:
    """The very modules of the reply boxes; what is tried here is counted nowhere."""
    before = counts(server)
    expect(welcome.get_by_text("Connected to")).to_be_visible()
    welcome.get_by_role("button", name="Put a sample in").click()
    screen = Screen(welcome)
    box = welcome.get_by_role("textbox", name="The reply")
    marks = screen.until(screen.mark_texts, lambda seen: len(seen) >= 3, "the marks")
    assert "calm down" in marks
    typed = box.input_value()
    screen.point_at("calm down")
    screen.expect_part(".popover")
    welcome.screenshot(path=SCREENSHOTS / "welcome.png")
    screen.press(".popover .offer")
    screen.until(box.input_value, lambda seen: "calm down" not in seen, "better words")
    welcome.keyboard.press("Control+z")
    screen.expect_text(box, typed)
    welcome.keyboard.press("Alt+Shift+K")
    screen.expect_part(".panel", "It reads as a complaint.")
    assert counts(server) == before
