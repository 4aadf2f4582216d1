"""The cards come after the marks: nothing that is asked of them meanwhile is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Route, expect

from browsers import Launch
from programs import Server
from replies import LATE, LATE_MARK
from screen import PANEL, Screen, written

CARDS: Final = "**/content/cards.js"
OPEN: Final = "The driver calls you at {time}."


class Held:
    """The demo that runs the content modules by itself, while its cards are on their way."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.screen, self.field = page, Screen(page), page.locator("#plain")
        self._route: Route | None = None
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._told)
        page.route(CARDS, self._hold)
        page.goto(f"{url}/demo/try")
        self.field.click()

    def _told(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _hold(self, route: Route) -> None:
        self._route = route

    def expect_asked(self) -> Route:
        """Wait until the page asks for the cards."""
        self.screen.until(lambda: self._route, bool, "the cards are asked for")
        assert self._route is not None
        return self._route

    def let_in(self) -> None:
        """Let the cards come."""
        self.expect_asked().continue_()


@pytest.fixture(scope="module")
def browser_without(launch: Launch) -> Iterator[BrowserContext]:
    """A browser in which nothing is installed."""
    context = launch(None)
    yield context
    context.close()


@pytest.fixture
def held(browser_without: BrowserContext, server: Server) -> Iterator[Held]:
    """One page of it."""
    page = browser_without.new_page()
    yield Held(page, server.url)
    page.close()


@pytest.mark.parametrize(
    ("act", "part"), [("click", ".popover .offer"), ("u", ".popover .offer"), ("k", PANEL)]
)
def test_the_first_press_waits_for_the_cards(held: Held, act: str, part: str) -> None:
    """A click on a mark and both chords open what they are for; keys in between are typed."""
    held.page.keyboard.type(LATE)
    (mark,) = held.screen.expect_marks(LATE_MARK)
    held.expect_asked()
    if act == "click":
        held.screen.click(mark.x, mark.y)
    else:
        held.page.keyboard.press(f"Alt+Shift+{act}")
    assert held.screen.parts("*") == []
    held.let_in()
    held.screen.expect_part(part)
    assert written(held.field) == LATE
    assert held.errors == []


def test_a_gap_is_asked_about_before_the_cards_are_there(held: Held) -> None:
    """Enter is held back at once; why is said when the card comes."""
    held.page.keyboard.type(OPEN)
    held.expect_asked()
    held.page.keyboard.press("Enter")
    assert written(held.field) == OPEN
    held.let_in()
    held.screen.expect_part(".popover", "time")
    assert written(held.field) == OPEN
    assert held.errors == []


def test_cards_that_do_not_come_are_told_and_asked_for_again(held: Held) -> None:
    """The marks stay, typing goes on, and the next press tries once more."""
    held.page.keyboard.type(LATE)
    held.screen.expect_marks(LATE_MARK)
    with held.page.expect_console_message(lambda told: "did not load its cards" in told.text):
        held.expect_asked().abort()
    held.page.keyboard.type(" On.")
    held.screen.expect_marks(LATE_MARK)
    held.page.unroute(CARDS)
    held.page.keyboard.press("Alt+Shift+k")
    held.screen.expect_part(PANEL)


def test_a_copy_that_ended_meanwhile_says_nothing(held: Held) -> None:
    """An extension that was updated while its cards were on their way leaves without a word."""
    held.page.keyboard.type(LATE)
    held.screen.expect_marks(LATE_MARK)
    route = held.expect_asked()
    held.page.evaluate("document.dispatchEvent(new Event('unruffle-newer'))")
    held.screen.expect_marks()
    with held.page.expect_event("requestfailed"):
        route.abort()
    held.page.keyboard.press("Alt+Shift+k")
    held.page.keyboard.type(" On.")
    assert written(held.field) == f"{LATE} On."
    expect(held.page.locator("unruffle-surface")).to_have_count(0)
    # The browser itself tells of the request.
    assert [error for error in held.errors if "ERR_FAILED" not in error] == []
