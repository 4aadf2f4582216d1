"""A draft with open gaps is held back once, however it is sent, and never where nobody sends."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from desk import CHAT, COMPONENT, FRAMED, LETTER, open_desk
from programs import Server
from screen import written

OPEN = "The driver calls you at {time}."
ASKED = ".popover"


def test_enter_in_a_chat_is_held_once_for_each_message(page: Page, server: Server) -> None:
    """The first Enter asks, the second sends; the next message with the same gap is asked anew."""
    box, screen = open_desk(page, server.url, CHAT)
    for sent in (1, 2):
        page.keyboard.type(OPEN)
        page.keyboard.press("Enter")
        screen.expect_part(ASKED, "time")
        assert written(box) == OPEN
        page.keyboard.press("Enter")
        expect(page.locator("#sent p")).to_have_text([OPEN] * sent)
        assert written(box) == ""


def test_enter_that_begins_a_new_line_is_left_alone(page: Page, server: Server) -> None:
    """Where Enter has begun a line before it begins the next one too, and the button asks."""
    box, screen = open_desk(page, server.url, LETTER)
    page.keyboard.type("Hello Ruth,")
    page.keyboard.press("Enter")
    page.keyboard.type(OPEN)
    page.keyboard.press("Enter")
    assert written(box) == f"Hello Ruth,\n{OPEN}\n"
    assert screen.parts(ASKED) == []
    page.locator("#go").click()
    screen.expect_part(ASKED, "time")


def test_an_enter_that_was_held_for_a_new_line_is_not_the_one_question(
    page: Page, server: Server
) -> None:
    """Nobody can know what the first Enter does; once it is clear, sending is still asked about."""
    box, screen = open_desk(page, server.url, LETTER)
    page.keyboard.type(OPEN)
    page.keyboard.press("Enter")
    screen.expect_part(ASKED, "time")
    page.keyboard.press("Enter")
    assert written(box) == f"{OPEN}\n"
    screen.expect_no_part(ASKED)
    page.locator("#go").click()
    screen.expect_part(ASKED, "time")
    expect(page.locator("#sent p")).to_have_count(0)
    page.locator("#go").click()
    expect(page.locator("#sent p")).to_have_count(1)


def test_a_draft_is_guarded_while_the_agent_is_in_another_field(page: Page, server: Server) -> None:
    """A remark is written in between; the gap in the reply is asked about all the same."""
    _, screen = open_desk(page, server.url, LETTER)
    page.keyboard.type(OPEN)
    page.locator("#remark").click()
    page.keyboard.type("She waits for a call.")
    page.locator("#go").click()
    screen.expect_part(ASKED, "time")
    expect(page.locator("#sent p")).to_have_count(0)
    page.locator("#go").click()
    expect(page.locator("#sent p")).to_have_text([OPEN])


@pytest.mark.parametrize(("button", "does"), [("#compose", "opened"), ("#aside", "aside")])
def test_buttons_that_send_no_reply_work_at_once(
    page: Page, server: Server, button: str, does: str
) -> None:
    """One opens a reply box elsewhere, one keeps a note to the team: neither is held back."""
    _, screen = open_desk(page, server.url, LETTER)
    page.keyboard.type(OPEN)
    page.locator(button).click()
    expect(page.locator("#sent p")).to_have_text([does])
    assert screen.parts(ASKED) == []


def test_a_send_button_beside_the_frame_of_the_editor_is_held(page: Page, server: Server) -> None:
    """The question is asked in the editor's frame, and a second click sends."""
    _, screen = open_desk(page, server.url, FRAMED)
    page.keyboard.type(OPEN)
    page.locator("#go").click()
    screen.expect_part(ASKED, "time")
    expect(page.locator("#sent p")).to_have_count(0)
    page.locator("#go").click()
    expect(page.locator("#sent p")).to_have_text([OPEN])


def test_a_form_in_a_web_component_is_held(page: Page, server: Server) -> None:
    """Its submit does not leave the shadow root, and the name of its button tells nothing."""
    _, screen = open_desk(page, server.url, COMPONENT)
    page.keyboard.type(OPEN)
    page.get_by_role("button", name="Go").click()
    screen.expect_part(ASKED, "time")
    expect(page.locator("#sent p")).to_have_count(0)
    page.get_by_role("button", name="Go").click()
    expect(page.locator("#sent p")).to_have_text([OPEN])
