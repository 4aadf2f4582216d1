"""A real helpdesk: an agent logs in to django-helpdesk, and only what they write is stored."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from browsers import SCREENSHOTS
from programs import Server
from realdesk import Helpdesk
from replies import CLEAN, LATE, LATE_MARK, SORRY, SORRY_MARK, applied, first_offer
from screen import Screen


@pytest.fixture
def field(page: Page, helpdesk: Helpdesk) -> Locator:
    """The reply box of the ticket with the caret in it, after a fresh login as the agent."""
    page.context.clear_cookies()
    page.goto(f"{helpdesk.url}/login/?next=/tickets/1/")
    page.locator("[name=username]").fill("jonas")
    page.locator("[name=password]").fill("dry-laundry")
    page.get_by_role("button", name="Login").click()
    expect(page.get_by_role("heading", name="Dryer shows E4", level=2)).to_be_visible()
    page.get_by_role("tab", name="Respond").click()
    found = page.locator("#commentBox")
    found.click()
    return found


def test_a_ticket_is_answered_with_better_words(
    page: Page, field: Locator, helpdesk: Helpdesk, server: Server, api_key: str
) -> None:
    """Type, accept, undo, accept again, send: the stored reply is what the agent wrote."""
    draft = f"Hello,\n{SORRY} {LATE}"
    page.keyboard.type(draft)
    screen = Screen(page)
    screen.expect_marks(SORRY_MARK, LATE_MARK)
    field.scroll_into_view_if_needed()
    screen.point_at(SORRY_MARK)
    screen.expect_part(".popover")
    page.screenshot(path=SCREENSHOTS / "django-helpdesk.png")
    offer = first_offer(server, api_key, draft, SORRY_MARK)
    better = applied(draft, offer)
    screen.press(".offer")
    screen.expect_text(field, better)
    page.keyboard.press("Control+z")
    screen.expect_text(field, draft)

    screen.expect_marks(SORRY_MARK, LATE_MARK)
    screen.point_at(SORRY_MARK)
    screen.press(".offer")
    screen.expect_text(field, better)
    slots = [offer["text"][start:end] for start, end in offer["slots"]]
    screen.until(screen.selected, lambda seen: seen == slots[0], f"{slots[0]} selected")
    page.keyboard.type("your dryer stood still for a week")
    reply = better.replace(slots[0], "your dryer stood still for a week")
    screen.expect_text(field, reply)

    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    assert helpdesk.last_reply() == reply


@pytest.mark.usefixtures("field")
def test_a_clean_reply_is_stored_letter_by_letter(page: Page, helpdesk: Helpdesk) -> None:
    """Nothing of ours is in a reply that needed nothing."""
    page.keyboard.type(CLEAN)
    Screen(page).expect_face("check")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    assert helpdesk.last_reply() == CLEAN
