"""From a mark to better words in the editor, and back with one Ctrl+Z."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from browsers import SCREENSHOTS
from programs import Server
from replies import (
    CAUSE,
    CAUSE_MARK,
    CLEAN,
    LATE,
    LATE_MARK,
    SORRY,
    SORRY_MARK,
    applied,
    first_offer,
)
from screen import Screen, written


@pytest.fixture(params=["plain", "rich"])
def field(request: pytest.FixtureRequest, page: Page, server: Server) -> Locator:
    """The reply box of the demo page with the caret in it: a textarea, then an editable element."""
    page.goto(f"{server.url}/demo?field={request.param}")
    found = page.locator(f"#{request.param}")
    found.click()
    return found


def test_the_mouse_opens_accepts_and_one_undo_takes_back(
    page: Page, field: Locator, server: Server, api_key: str
) -> None:
    """A click on the mark opens the popover, a click on better words puts them in the draft."""
    screen = Screen(page)
    draft = f"{CLEAN} {SORRY}"
    offer = first_offer(server, api_key, draft, SORRY_MARK)
    page.keyboard.type(draft)
    screen.expect_marks(SORRY_MARK)
    screen.point_at(SORRY_MARK)
    popover = screen.expect_part(".popover")
    assert not popover.focused
    expect(field).to_be_focused()
    page.screenshot(path=SCREENSHOTS / f"popover-{field.get_attribute('id')}.png")
    screen.press(".offer")
    screen.expect_text(field, applied(draft, offer))
    screen.expect_no_part(".popover")
    expect(field).to_be_focused()
    page.keyboard.press("Control+z")
    screen.expect_text(field, draft)


def test_the_keyboard_does_the_same_without_the_mouse(
    page: Page, field: Locator, server: Server, api_key: str
) -> None:
    """The chord opens at the caret and takes the focus; Enter accepts and gives it back."""
    screen = Screen(page)
    offer = first_offer(server, api_key, LATE, LATE_MARK)
    page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)
    page.keyboard.press("Alt+Shift+U")
    assert screen.expect_part(".popover").focused
    page.keyboard.press("Enter")
    screen.expect_text(field, applied(LATE, offer))
    expect(field).to_be_focused()
    page.keyboard.press("Control+z")
    screen.expect_text(field, LATE)


def test_escape_closes_and_gives_the_focus_back(page: Page, field: Locator) -> None:
    """Nothing changes, and typing goes on where it was."""
    screen = Screen(page)
    page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)
    page.keyboard.press("Alt+Shift+U")
    screen.expect_part(".popover")
    page.keyboard.press("Escape")
    screen.expect_no_part(".popover")
    expect(field).to_be_focused()
    page.keyboard.type(" Sorry.")
    assert written(field) == f"{LATE} Sorry."


def test_keep_mine_removes_the_mark_and_keeps_the_words(page: Page, field: Locator) -> None:
    """A dismissed finding stays away while the draft goes on."""
    screen = Screen(page)
    page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)
    screen.point_at(LATE_MARK)
    screen.press(".popover button", "Keep mine")
    screen.expect_marks()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {SORRY}")
    screen.expect_marks(SORRY_MARK)
    assert written(field) == f"{LATE} {SORRY}"


def test_of_three_equal_phrases_only_the_chosen_one_changes(
    page: Page, field: Locator, server: Server, api_key: str
) -> None:
    """The middle one of three equal sentences is replaced, even though the caret is elsewhere."""
    screen = Screen(page)
    draft = f"{SORRY} {SORRY} {SORRY}"
    offer = first_offer(server, api_key, SORRY, SORRY_MARK)
    page.keyboard.type(draft)
    second = screen.expect_marks(SORRY_MARK, SORRY_MARK, SORRY_MARK)[1]
    page.keyboard.press("Control+Home")
    page.mouse.click(second.x, second.y)
    screen.press(".offer")
    screen.expect_text(field, f"{SORRY} {applied(SORRY, offer)} {SORRY}")


def test_why_shows_the_reason_and_its_source(page: Page, field: Locator) -> None:
    """The popover opens with one sentence; the reason and the citation are behind "Why?"."""
    screen = Screen(page)
    field.press_sequentially(LATE)
    screen.expect_marks(LATE_MARK)
    screen.point_at(LATE_MARK)
    screen.expect_part(".popover .message")
    assert screen.parts(".popover .why") == []
    screen.press(".popover button", "Why")
    screen.expect_part(".popover .why .source")


def test_slots_are_filled_in_turn_and_asked_about_before_sending(
    page: Page, field: Locator, server: Server, api_key: str
) -> None:
    """The first gap is selected, Tab goes to the next, an open one holds the reply back once."""
    screen = Screen(page)
    offer = first_offer(server, api_key, CAUSE, CAUSE_MARK)
    slots = [offer["text"][start:end] for start, end in offer["slots"]]
    assert len(slots) > 1
    page.keyboard.type(CAUSE)
    screen.expect_marks(CAUSE_MARK)
    page.keyboard.press("Alt+Shift+U")
    screen.expect_part(".popover")
    page.keyboard.press("Enter")
    screen.until(screen.selected, lambda seen: seen == slots[0], f"{slots[0]} selected")
    page.keyboard.type("a second day off")
    page.keyboard.press("Tab")
    screen.until(screen.selected, lambda seen: seen == slots[1], f"{slots[1]} selected")
    filled = applied(CAUSE, offer).replace(slots[0], "a second day off")
    screen.expect_text(field, filled)

    send = page.get_by_role("button", name="Send reply")
    send.click()
    screen.expect_part(".popover", slots[1].strip("{}"))
    expect(page.locator("#sent")).to_be_hidden()
    page.screenshot(path=SCREENSHOTS / f"slots-{field.get_attribute('id')}.png")
    send.click()
    expect(page.locator("#sent-text")).to_have_text(filled)
