"""Typed with real keys on the demo page: which words are marked, and that nothing else is."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from browsers import SCREENSHOTS, Launch
from programs import Server
from replies import CLEAN, LATE, LATE_MARK, SORRY, SORRY_MARK
from screen import Screen, written

# The page without the one element that is the extension's.
PAGE_HTML: Final = """
() => {
  const copy = document.documentElement.cloneNode(true);
  copy.querySelectorAll("unruffle-surface").forEach((surface) => surface.remove());
  return copy.outerHTML;
}
"""

# The field with this text in it, as HTML.
OUTER: Final = """
(field, text) => {
  const copy = field.cloneNode(false);
  if (!("value" in field)) copy.textContent = text;
  return copy.outerHTML;
}
"""


@pytest.fixture(params=["plain", "rich"])
def field(request: pytest.FixtureRequest, page: Page, server: Server) -> Locator:
    """The reply box of the demo page with the caret in it: a textarea, then an editable element."""
    page.goto(f"{server.url}/demo?field={request.param}")
    found = page.locator(f"#{request.param}")
    found.click()
    return found


def test_the_marked_text_is_exactly_the_risky_words(page: Page, field: Locator) -> None:
    """Two risky phrases in three paragraphs are marked from the first to the last letter."""
    screen = Screen(page)
    page.keyboard.type(f"Hello Ruth,\n\n{LATE}\n{SORRY}", delay=2)
    for mark in screen.expect_marks(LATE_MARK, SORRY_MARK):
        assert screen.line_under(mark) == "underline"
    page.screenshot(path=SCREENSHOTS / f"marks-{field.get_attribute('id')}.png")


def test_offsets_hold_after_an_emoji(page: Page, field: Locator) -> None:
    """Letters beyond the first 65,536 count as two in the browser, and the mark does not shift."""
    field.press_sequentially("Dear Ruth 😀🙏🏽, ")
    page.keyboard.type(LATE)
    Screen(page).expect_marks(LATE_MARK)


def test_no_beginning_of_a_clean_reply_has_a_finding(server: Server, api_key: str) -> None:
    """Wherever the agent pauses in a reply with nothing to improve, nothing is found."""
    for length in range(1, len(CLEAN) + 1):
        draft = CLEAN[:length]
        assert server.ask("check", {"text": draft}, api_key)["findings"] == [], draft


def test_a_clean_reply_never_changes_the_face(page: Page, field: Locator) -> None:
    """Letter by letter, a reply with nothing to improve goes from a ring to a check, once."""
    screen = Screen(page)
    faces: list[str | None] = []
    for letter in CLEAN:
        page.keyboard.type(letter)
        faces += [part.face for part in screen.parts(".badge")]
        assert screen.mark_texts() == []
    screen.expect_face("check")
    faces.append("check")
    assert set(faces) <= {"ring", "check"}
    assert "ring" not in faces[faces.index("check") :], "back to the ring"
    assert screen.mark_texts() == []
    assert written(field) == CLEAN


def test_the_html_of_the_page_stays_as_it_was(page: Page, field: Locator) -> None:
    """Marks and an open popover leave every byte of the editor and of the page alone."""
    screen = Screen(page)
    before = page.evaluate(PAGE_HTML)
    page.keyboard.type(LATE)
    # What a key changes is the draft: in a textarea no byte, in an editable element its text.
    before = before.replace(field.evaluate(OUTER, ""), field.evaluate(OUTER, LATE))
    screen.expect_marks(LATE_MARK)
    screen.point_at(LATE_MARK)
    screen.expect_part(".popover")
    assert page.evaluate(PAGE_HTML) == before


def test_typing_before_a_mark_moves_it_along(page: Page, field: Locator) -> None:
    """At every key typed before a marked phrase, what is marked is that phrase or nothing."""
    screen = Screen(page)
    page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)
    page.keyboard.press("Control+Home")
    for letter in "Hello Ruth. ":
        page.keyboard.type(letter)
        assert screen.mark_texts() in ([LATE_MARK], [])
    screen.expect_marks(LATE_MARK)
    assert written(field) == f"Hello Ruth. {LATE}"


def test_an_edit_inside_a_mark_drops_it(page: Page, field: Locator) -> None:
    """A phrase that is no longer there is not marked, not even until the next answer."""
    screen = Screen(page)
    page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)
    page.keyboard.press("End")
    for _ in range(len(" circumstances.") + 3):
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("x")
    screen.next_frame()
    screen.next_frame()
    assert screen.mark_texts() == []
    screen.expect_face("check")
    assert screen.mark_texts() == []
    assert "unforesxeen" in written(field)


def test_a_typo_that_is_taken_back_at_once_keeps_the_mark(page: Page, field: Locator) -> None:
    """The draft is as it was when it was checked, so the mark is there again and the dot full."""
    screen = Screen(page)
    page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)
    page.keyboard.press("End")
    for _ in range(len("stances.")):
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("x")
    screen.until(screen.mark_texts, lambda seen: seen == [], "no mark")
    page.keyboard.press("Backspace")
    assert written(field) == LATE
    screen.expect_marks(LATE_MARK)
    screen.expect_face("filled")


def test_words_that_nobody_has_looked_at_are_not_praised(
    page: Page, field: Locator, server: Server
) -> None:
    """While the server takes its time the dot turns into a ring and says that it reads along."""
    screen = Screen(page)
    page.keyboard.type(CLEAN)
    screen.expect_face("check")
    assert "Nothing to improve" in screen.hover_dot()
    with server.held():
        page.keyboard.type(f" {LATE}")
        screen.expect_text(field, f"{CLEAN} {LATE}")
        screen.expect_part(".badge .card", "Reading along")
        screen.expect_face("ring")
        assert "Reading along" in screen.hover_dot()
    screen.expect_marks(LATE_MARK)
    screen.expect_face("filled")


def test_there_is_nothing_to_see_without_the_extension(launch: Launch, server: Server) -> None:
    """The same page in a browser with no extension shows no mark and no surface."""
    context = launch(None)
    page = context.new_page()
    page.goto(f"{server.url}/demo")
    page.locator("#plain").click()
    page.keyboard.type(LATE)
    page.get_by_role("button", name="Send reply").click()
    expect(page.locator("#sent-text")).to_have_text(LATE)
    screen = Screen(page)
    assert screen.mark_texts() == []
    assert screen.parts("*") == []
    context.close()
