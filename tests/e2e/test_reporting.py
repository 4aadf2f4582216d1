"""From a mark or a few words to whoever tunes the lists, and the answer back."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any, Final

import pytest
from playwright.sync_api import Error, Page, expect

from browsers import SCREENSHOTS, worker_of
from counted import counts
from desk import LETTER, open_desk
from programs import Server
from replies import LATE_MARK
from screen import Screen

DRAFT: Final = "Dear Ruth Meier, parcel 48213 is late due to unforeseen circumstances. Sorry."
MASKED: Final = "Dear [name], parcel [number] is late due to unforeseen circumstances."
# No test can open the browser's own menu; what it tells the extension can be told.
CHOOSE: Final = """
async ({ id, words }) => {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  chrome.contextMenus.onClicked.dispatch(
    { menuItemId: id, selectionText: words, pageUrl: tab.url, frameId: 0 }, tab);
}
"""


@pytest.fixture
def screen(own_page: Page, server: Server) -> Screen:
    """A marked draft."""
    _, seen = open_desk(own_page, server.url, LETTER)
    own_page.keyboard.type(DRAFT)
    seen.expect_marks(LATE_MARK)
    return seen


def choose(page: Page, **menu: str) -> Page:
    """Choose a line of the browser's menu over the page, and give the window that opens."""
    with page.context.expect_page() as opened:
        worker_of(page.context).evaluate(CHOOSE, menu)
    return opened.value


def listed(server: Server) -> list[str]:
    """The last report as a lead reads it: number, day, team, state, rule, sentence and note."""
    return server.run("admin", "report", "list", "--all").splitlines()[-1].split("\t")


def test_a_false_alarm_is_read_edited_sent_and_answered(screen: Screen, server: Server) -> None:
    """Names and numbers are out before the agent reads it; the mark goes; the answer comes back."""
    page = screen.page
    screen.point_at(LATE_MARK)
    screen.press(".popover button", "More")
    with page.context.expect_page() as opened:
        screen.press(".popover button", "Report a false alarm")
    report = opened.value
    words = report.get_by_label("The sentence it is about")
    expect(words).to_have_value(MASKED)
    expect(report.get_by_text("About: excuse: ")).to_be_visible()
    report.screenshot(path=SCREENSHOTS / "report.png")
    words.fill("The parcel is late due to unforeseen circumstances.")
    report.get_by_label("Why it is fine here").fill("They asked.")
    report.get_by_role("button", name="Send", exact=True).click()
    expect(report.get_by_text("Sent.")).to_be_visible()
    report.close()
    page.bring_to_front()
    screen.expect_marks()
    number, day, team, state, rule, sentence = listed(server)
    assert (team, state) == ("Demo", "open")
    assert rule.startswith("excuse/")
    assert sentence == "The parcel is late due to unforeseen circumstances. (They asked.)"
    # Counts go out with the next check.
    page.keyboard.type(" Thank you.")
    screen.until(
        lambda: counts(server)["reported", rule], lambda seen: seen == 1, "counted as reported"
    )
    server.run("admin", "report", "accept", number, "--answer", "It passes after a question now.")
    page.goto(f"{worker_of(page.context).url.split('/background/')[0]}/pages/options.html")
    expect(page.get_by_text(f"{day}. Taken up. It passes after a question now.")).to_be_visible()
    stored: Any = worker_of(page.context).evaluate("async () => chrome.storage.local.get()")
    assert not re.search("receipt", str(stored)), "content scripts cannot read receipts"


def test_the_menu_reports_the_mark_under_it(screen: Screen, server: Server) -> None:
    """The right-clicked mark; where none is, that is said."""
    page, before = screen.page, server.run("admin", "report", "list", "--all")
    (mark,) = screen.marks()
    page.mouse.click(mark.x, mark.y, button="right")
    report = choose(page, id="false-alarm")
    expect(report.get_by_label("The sentence it is about")).to_have_value(MASKED)
    # The page may be gone before the driver hears that its click is over.
    with report.expect_event("close"), suppress(Error):
        report.get_by_role("button", name="Do not send").click()
    screen.expect_marks()
    page.mouse.click(mark.x, mark.y + 40, button="right")
    worker_of(page.context).evaluate(CHOOSE, {"id": "false-alarm"})
    screen.expect_part(".popover", "No mark is there.")
    assert server.run("admin", "report", "list", "--all") == before


def test_words_are_proposed_for_a_list(screen: Screen, server: Server) -> None:
    """With what to say rather; blank words are not sent, and what was written stays."""
    report = choose(screen.page, id="phrase", words="as I told you before")
    words = report.get_by_label("The words that a list lacks")
    expect(words).to_have_value("as I told you before")
    report.get_by_label("what to say rather").fill("Rather: here it is once more.")
    words.fill("   ")
    report.get_by_role("button", name="Send", exact=True).click()
    expect(report.get_by_text("There are no words yet.")).to_be_visible()
    words.fill("as I told you before")
    with server.held():
        report.get_by_role("button", name="Send", exact=True).click()
        # The worker waits for eight seconds.
        expect(report.get_by_role("status")).to_contain_text("Not connected", timeout=15_000)
    expect(words).to_have_value("as I told you before")
    report.get_by_role("button", name="Send", exact=True).click()
    expect(report.get_by_text("Sent.")).to_be_visible()
    assert listed(server)[4:] == [
        "a phrase that a list lacks",
        "as I told you before (Rather: here it is once more.)",
    ]
    report.close()
