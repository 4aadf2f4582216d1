"""What became of advice arrives at the server as counts, once each, and nothing else does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browsers import worker_of
from counted import counts
from desk import CHAT, open_desk
from programs import Server
from replies import CLEAN, LATE, LATE_MARK, SORRY, SORRY_MARK, rule_of
from screen import Screen

# Another finding of the same rule.
AGAIN: Final = "Your chair is late due to unforeseen circumstances."

Grown = Callable[[], Counter[tuple[str, str]]]


@pytest.fixture
def late(server: Server, api_key: str) -> str:
    """The rule that finds the late desk."""
    return rule_of(server, api_key, LATE)


@pytest.fixture
def grown(page: Page, server: Server, api_key: str) -> Iterator[Grown]:
    """By how much each count has grown in this test, once all that was recorded has arrived.

    Events travel in the order in which they were recorded. So a tab beside the test's has advice
    shown, and when that has arrived, so has everything before it, twice if it was sent twice.
    """
    beside = page.context.new_page()
    last = ("shown", rule_of(server, api_key, SORRY))

    def settled() -> Counter[tuple[str, str]]:
        before = counts(server)[last]
        beside.bring_to_front()
        beside.goto(f"{server.url}/demo")
        beside.locator("#plain").focus()
        screen = Screen(beside)
        beside.keyboard.type(SORRY)
        screen.expect_marks(SORRY_MARK)
        beside.keyboard.type(f" {CLEAN}")
        screen.until(lambda: counts(server)[last], lambda seen: seen > before, "the last event")
        page.bring_to_front()
        return counts(server)

    start = settled()

    def since() -> Counter[tuple[str, str]]:
        now = settled()
        now.subtract(start)
        del now[last]
        return +now

    yield since
    beside.close()


def type_late(page: Page, server: Server) -> Screen:
    """Type a sentence with one finding on the demo page; no click, so nothing was sent."""
    page.goto(f"{server.url}/demo")
    page.locator("#plain").focus()
    page.keyboard.type(LATE)
    screen = Screen(page)
    screen.expect_marks(LATE_MARK)
    return screen


def test_a_taken_suggestion_is_counted_once(
    page: Page, server: Server, grown: Grown, late: str
) -> None:
    """Shown and accepted each grow by one, with the next check; no word of the draft is kept."""
    screen = type_late(page, server)
    screen.point_at(LATE_MARK)
    screen.press(".offer")
    screen.expect_no_part(".popover")
    page.keyboard.press("Control+a")
    page.keyboard.type(CLEAN)
    screen.expect_face("check")
    assert grown() == {("shown", late): 1, ("accepted", late): 1}
    for file in server.folder.glob("unruffle.db*"):
        assert b"desk is late" not in file.read_bytes()
    assert "desk is late" not in server.log.read_text()


def test_kept_words_are_counted_as_dismissed(
    page: Page, server: Server, grown: Grown, late: str
) -> None:
    """ "Keep mine" is one dismissal, and the words are not counted as edited away after it."""
    screen = type_late(page, server)
    screen.point_at(LATE_MARK)
    screen.press(".popover button", "Keep mine")
    screen.expect_marks()
    page.keyboard.press("Control+a")
    page.keyboard.type(CLEAN)
    screen.expect_face("check")
    assert grown() == {("shown", late): 1, ("dismissed", late): 1}


def test_words_that_were_changed_by_hand_are_counted(
    page: Page, server: Server, grown: Grown, late: str
) -> None:
    """Once the next answer has no such finding, it was edited away."""
    screen = type_late(page, server)
    page.keyboard.press("Control+a")
    page.keyboard.type(CLEAN)
    screen.expect_face("check")
    assert grown() == {("shown", late): 1, ("edited-away", late): 1}


def test_muted_advice_is_counted(
    page: Page, browser_context: BrowserContext, server: Server, grown: Grown, late: str
) -> None:
    """ "Mute this advice" counts once for the rule."""
    screen = type_late(page, server)
    screen.point_at(LATE_MARK)
    screen.press(".popover button", "More")
    screen.press(".popover button", "Mute this advice")
    screen.expect_marks()
    try:
        assert grown() == {("shown", late): 1, ("muted", late): 1}
    finally:
        unmute(browser_context, late)


def unmute(context: BrowserContext, rule: str) -> None:
    """Have the advice shown again, as the extension's own page does."""
    origin = worker_of(context).url.split("/background/")[0]
    sender = context.new_page()
    sender.goto(f"{origin}/pages/options.html")
    sender.evaluate("(rule) => chrome.runtime.sendMessage({kind: 'unmute', rule})", rule)
    sender.close()


def test_each_message_of_a_chat_is_a_draft(
    page: Page, server: Server, grown: Grown, late: str
) -> None:
    """Sent with Enter, a message is over: the dot is empty and the next one counts anew."""
    _, screen = open_desk(page, server.url, CHAT)
    for sent in (1, 2):
        page.keyboard.type(LATE)
        screen.expect_marks(LATE_MARK)
        page.keyboard.press("Enter")
        expect(page.locator("#sent p")).to_have_count(sent)
        screen.expect_face("ring")
    assert grown() == {("shown", late): 2, ("ended", ""): 2}


def test_a_message_that_is_typed_and_sent_in_one_go_is_a_draft(
    page: Page, server: Server, grown: Grown
) -> None:
    """The second one is over before it was checked, and counts all the same."""
    _, screen = open_desk(page, server.url, CHAT)
    page.keyboard.type(CLEAN)
    screen.expect_face("check")
    page.keyboard.press("Enter")
    page.keyboard.type("Yes.")
    page.keyboard.press("Enter")
    page.keyboard.type(CLEAN)
    screen.expect_face("check")
    assert grown() == {("ended", ""): 2}


def test_a_field_that_is_emptied_later_by_a_script_is_noticed(
    page: Page, server: Server, grown: Grown, late: str
) -> None:
    """No event tells of it; the dot is empty within five seconds, with no key pressed."""
    box, screen = open_desk(page, server.url, CHAT)
    page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)
    page.locator("#sent").click(force=True, position={"x": 0, "y": 0})
    box.focus()
    page.keyboard.type(f" {AGAIN}")
    # What was typed after the click has been answered: nothing is under way any more.
    screen.expect_marks(LATE_MARK, LATE_MARK)
    box.evaluate("(box) => { box.value = ''; }")
    screen.expect_face("ring")
    assert grown() == {("shown", late): 1, ("ended", ""): 1}


def test_the_first_key_after_a_script_emptied_the_field_begins_a_new_draft(
    page: Page, server: Server, grown: Grown, late: str
) -> None:
    """Whoever types on at once is not taken for someone who goes on with the old message."""
    box, screen = open_desk(page, server.url, CHAT)
    for _ in range(2):
        page.keyboard.type(LATE)
        screen.expect_marks(LATE_MARK)
        page.locator("#sent").click(force=True, position={"x": 0, "y": 0})
        box.focus()
        box.evaluate("(box) => { box.value = ''; }")
    page.keyboard.type(CLEAN)
    screen.expect_face("check")
    assert grown() == {("shown", late): 2, ("ended", ""): 2}
