"""What the team wants asked about before it goes: once, and nobody is told the answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browsers import worker_of
from counted import counts
from desk import CHAT, LETTER, open_desk
from programs import Server
from replies import LATE, LATE_MARK
from screen import written

GUARDED = """
async () => {
  const { shared } = await chrome.storage.local.get("shared");
  return shared.settings.guarded;
}
"""
COLD = "You must calm down."


@pytest.fixture(scope="module")
def guarding(own_context: BrowserContext, server: Server) -> Iterator[BrowserContext]:
    """A browser whose team wants orders asked about; it learns of that with its next check."""
    server.run("admin", "team", "choose", "Demo", "--guard", "invalidation")
    yield own_context
    server.run("admin", "team", "choose", "Demo", "--no-guard", "invalidation")


@pytest.fixture
def tab(guarding: BrowserContext, server: Server) -> Iterator[Page]:
    """A tab of that browser, once it knows."""
    page = guarding.new_page()
    _, screen = open_desk(page, server.url, CHAT)
    page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)
    worker = worker_of(guarding)
    screen.until(
        lambda: worker.evaluate(GUARDED), lambda seen: seen == ["invalidation"], "the settings"
    )
    yield page
    page.close()


def test_it_is_held_once_and_goes_the_second_time(tab: Page, server: Server) -> None:
    """The words and the reason are said; Look again opens their card; Enter again sends."""
    box, screen = open_desk(tab, server.url, CHAT)
    tab.keyboard.type(COLD)
    screen.expect_marks("calm down")
    before = counts(server)
    tab.keyboard.press("Enter")
    screen.expect_part(".popover", "Before it goes: “calm down”.")
    assert written(box) == COLD
    screen.press(".popover button", "Look again")
    screen.expect_part(".popover .offer")
    tab.keyboard.press("Escape")
    screen.expect_no_part(".popover")
    tab.keyboard.press("Enter")
    expect(tab.locator("#sent p")).to_have_text([COLD])
    # Counts go out with the next check: only what is counted of every draft is among them.
    tab.keyboard.type(LATE)
    grown = screen.until(
        lambda: counts(server) - before, lambda seen: ("ended", "") in seen, "sent"
    )
    assert {kind for kind, _ in grown} == {"shown", "ended"}


def test_other_categories_go_unasked(tab: Page, server: Server) -> None:
    """And so do things that are missing."""
    _, screen = open_desk(tab, server.url, CHAT)
    tab.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)
    tab.keyboard.press("Enter")
    expect(tab.locator("#sent p")).to_have_text([LATE])


def test_what_was_kept_goes_unasked(tab: Page, server: Server) -> None:
    """The agent has looked at it already."""
    _, screen = open_desk(tab, server.url, LETTER)
    tab.keyboard.type(COLD)
    screen.expect_marks("calm down")
    screen.point_at("calm down")
    screen.press(".popover button", "Keep mine")
    screen.expect_marks()
    tab.locator("#go").click()
    expect(tab.locator("#sent p")).to_have_text([COLD])


def test_nothing_is_held_while_the_server_is_away(tab: Page, server: Server) -> None:
    """Nothing is known of the draft then."""
    _, screen = open_desk(tab, server.url, CHAT)
    with server.held():
        tab.keyboard.type(COLD)
        tab.keyboard.press("Enter")
        expect(tab.locator("#sent p")).to_have_text([COLD])
    screen.expect_no_part(".popover")
