"""The card of a finding that is not certain: a likeness, shown and put away."""

from __future__ import annotations

from playwright.sync_api import Page

from browsers import SCREENSHOTS
from programs import Server
from replies import CLEAN
from screen import Screen

LIKE = "Please try to see it with a bit of humor"
DRAFT = f"Dear Ruth, {CLEAN} {LIKE}. Kind regards, Tom"


def test_the_card_says_what_it_rests_on_and_steps_aside(page: Page, server: Server) -> None:
    """Not certain, a similar sentence and the words that weighed most; "Not here" takes it off."""
    page.goto(f"{server.url}/demo?field=plain")
    page.locator("#plain").click()
    screen = Screen(page)
    page.keyboard.type(DRAFT)
    screen.expect_marks(LIKE)
    screen.point_at(LIKE)
    screen.expect_part(".popover .message", "Not certain")
    screen.press(".popover button", "Show a similar one")
    screen.expect_part(".popover .more", "Weighed most")
    page.screenshot(path=SCREENSHOTS / "learned.png")
    screen.press(".popover button", "Not here")
    screen.expect_no_part(".popover")
    screen.expect_marks()
