"""Every state that a person meets has its face and its words, and a way out that works."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import BrowserContext, Page

from browsers import SCREENSHOTS, worker_of
from programs import Server
from replies import CLEAN, LATE, LATE_MARK
from screen import Screen

DAY_MS = 24 * 60 * 60 * 1000


@pytest.fixture
def own_page(own_context: BrowserContext, server: Server) -> Iterator[Page]:
    """The reply box of the demo page in a browser of its own, with the caret in it."""
    tab = own_context.new_page()
    tab.goto(f"{server.url}/demo")
    tab.locator("#plain").click()
    yield tab
    tab.close()


def tell(context: BrowserContext, message: str) -> None:
    """Send a message to the worker from a page of the extension, as its own pages do."""
    origin = worker_of(context).url.split("/background/")[0]
    sender = context.new_page()
    sender.goto(f"{origin}/pages/options.html")
    answer = sender.evaluate(f"chrome.runtime.sendMessage({message})")
    assert answer["ok"], answer
    sender.close()


def test_a_stopped_server_shows_and_comes_back_with_the_next_key(
    page: Page, server: Server
) -> None:
    """While the server is away the dot says so; the first key after its return checks again."""
    page.goto(f"{server.url}/demo")
    page.locator("#plain").click()
    screen = Screen(page)
    page.keyboard.type(CLEAN)
    screen.expect_face("check")
    server.stop()
    try:
        page.keyboard.type(f" {LATE}")
        screen.expect_face("broken")
        assert "Not connected" in screen.hover_dot()
        assert screen.mark_texts() == []
    finally:
        server.start()
    page.keyboard.type(" ")
    screen.expect_marks(LATE_MARK)
    screen.expect_face("filled")


def test_a_very_long_draft_is_left_alone(page: Page, server: Server) -> None:
    """Past the limit nothing is marked and the dot says why; shorter again, it is checked."""
    page.goto(f"{server.url}/demo")
    field = page.locator("#plain")
    field.fill("word " * 20_001)
    field.click()
    screen = Screen(page)
    page.keyboard.press("Control+End")
    page.keyboard.type(LATE)
    screen.expect_face("dash")
    assert "very long" in screen.hover_dot()
    assert screen.mark_texts() == []
    page.keyboard.press("Control+a")
    page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)


def test_a_pause_is_quiet_and_ends_by_the_dot(own_page: Page) -> None:
    """Paused, nothing is marked; "Go on now" on the dot's card checks at once."""
    screen = Screen(own_page)
    own_page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)
    tell(own_page.context, f"{{kind: 'pause', until: Date.now() + {DAY_MS}}}")
    own_page.bring_to_front()
    screen.expect_face("pause")
    screen.expect_marks()
    assert "nobody is told" in screen.hover_dot()
    screen.press(".badge .card button", "Go on now")
    screen.expect_marks(LATE_MARK)


def test_off_on_this_site_sends_nothing(own_page: Page, server: Server) -> None:
    """Switched off here, nothing is marked; switched on again by the dot, it is."""
    screen = Screen(own_page)
    own_page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)
    host = server.url.removeprefix("http://")
    tell(own_page.context, f"{{kind: 'site', host: {host!r}, on: false}}")
    own_page.bring_to_front()
    screen.expect_marks()
    screen.expect_face("pause")
    assert "Switched off on this site" in screen.hover_dot()
    screen.press(".badge .card button", "Switch on here")
    screen.expect_marks(LATE_MARK)


def test_muted_advice_stays_away_in_every_draft(own_page: Page) -> None:
    """ "Mute for me" removes the marks of the rule here and in the next page."""
    screen = Screen(own_page)
    own_page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)
    screen.point_at(LATE_MARK)
    screen.press(".popover button", "More")
    screen.press(".popover button", "Mute this advice")
    screen.expect_marks()
    own_page.reload()
    own_page.locator("#plain").click()
    own_page.keyboard.type(LATE)
    screen.expect_face("check")
    assert screen.mark_texts() == []
    muted = "async () => (await chrome.storage.local.get('shared')).shared.muted"
    (rule,) = worker_of(own_page.context).evaluate(muted)
    tell(own_page.context, f"{{kind: 'unmute', rule: '{rule}'}}")
    own_page.bring_to_front()
    screen.expect_marks(LATE_MARK)


def test_a_reason_can_be_given_and_stays_a_word_of_ours(own_page: Page, server: Server) -> None:
    """Behind "More" an agent may say why the words stay; the server counts which of the three."""
    screen = Screen(own_page)
    own_page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)
    screen.point_at(LATE_MARK)
    screen.press(".popover button", "More")
    own_page.screenshot(path=SCREENSHOTS / "reasons.png")
    screen.press(".popover .reasons button", "company wording")
    screen.expect_no_part(".popover")
    screen.expect_face("check")
    # Events go out after the next check that was answered.
    own_page.keyboard.type(" Thanks.")
    count = "select reason, sum(count) from counters where type = 'dismissed' group by reason"

    def counted() -> dict[str, int]:
        with closing(sqlite3.connect(server.database)) as database:
            return dict(database.execute(count))

    screen.until(counted, lambda seen: seen.get("company-wording") == 1, "one with its reason")


def test_a_gap_that_is_still_open_is_no_finished_reply(own_page: Page) -> None:
    """The dot counts the facts that better words still want, until they are filled in."""
    screen = Screen(own_page)
    own_page.keyboard.type(f"{CLEAN} I will write by {{time}}.")
    screen.expect_face("ring")
    screen.until(screen.hover_dot, lambda card: "One gap still wants a fact" in card, "the gap")
    own_page.mouse.move(1, 1)
    own_page.keyboard.press("Control+Home")
    own_page.keyboard.press("Tab")
    own_page.keyboard.type("noon")
    screen.expect_face("check")


def test_a_revoked_key_shows(own_page: Page, server: Server, own_key: str) -> None:
    """From the next check on nothing is marked, and the dot says who closed the connection."""
    screen = Screen(own_page)
    own_page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)
    server.revoke(own_key)
    own_page.keyboard.type(".")
    screen.expect_face("broken")
    assert "the team closed this connection" in screen.hover_dot()
    screen.expect_marks()
