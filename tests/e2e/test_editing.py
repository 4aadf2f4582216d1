"""What agents do in every real editor: type on, undo, paste, compose, change their mind."""

from __future__ import annotations

from typing import Any, Final

import pytest
from playwright.sync_api import Page

from editorpages import EDITORS, Editor
from opened import Opened, open_editor
from programs import Server
from replies import LATE, LATE_MARK, SORRY, SORRY_MARK, applied, first_offer

TWICE: Final = f"{SORRY} {LATE}"
CALM: Final = "Calm down."
SEVERAL_LINES: Final = [editor for editor in EDITORS if not editor.one_line]
#: Those that make words bold by Ctrl+B as they stand here.
BOLD: Final = [
    one for one in EDITORS if one.name in {"plain", "ckeditor5", "tiptap", "lexical", "quill"}
]
#: One of each kind: a field, a plain element, and three with models of their own.
NEAR: Final = [
    one for one in EDITORS if one.name in {"textarea", "plain", "ckeditor5", "prosemirror", "quill"}
]

each_editor = pytest.mark.parametrize("editor", EDITORS, ids=lambda editor: editor.name)
each_with_lines = pytest.mark.parametrize("editor", SEVERAL_LINES, ids=lambda editor: editor.name)


@pytest.fixture
def opened(page: Page, editor_pages: str, editor: Editor) -> Opened:
    """The editor alone in its page, with the caret in it."""
    return open_editor(page, editor_pages, editor)


def offered(server: Server, api_key: str, draft: str, marked: str) -> str:
    """The draft with the first better words for what is marked."""
    return applied(draft, first_offer(server, api_key, draft, marked))


# Slate hears 100 ms late that the selection has moved: a hand is slower than that, this one not.
@pytest.mark.parametrize(
    "editor", [one for one in EDITORS if one.name != "slate"], ids=lambda editor: editor.name
)
def test_the_gap_is_selected_and_typing_goes_on(opened: Opened) -> None:
    """After better words with a gap the next keys fill it, and what follows is typed behind."""
    opened.type(SORRY)
    opened.screen.expect_marks(SORRY_MARK)
    opened.accept(SORRY_MARK)
    opened.expect_text("I'm sorry {what happened}.")
    opened.screen.until(opened.screen.selected, "{what happened}".__eq__, "the gap selected")
    opened.type("the desk came late")
    opened.expect_text("I'm sorry the desk came late.")
    opened.press("End")
    opened.type(" It is here now.")
    opened.expect_text("I'm sorry the desk came late. It is here now.")


@each_editor
def test_a_mark_moves_with_its_words_and_goes_with_them(opened: Opened) -> None:
    """What is typed before it shifts it; what is typed inside takes it away at once."""
    opened.type(SORRY)
    opened.screen.expect_marks(SORRY_MARK)
    opened.press("Home")
    opened.type("Hello. ")
    opened.screen.expect_marks(SORRY_MARK)
    # A click into the words puts the caret there, and opens what Escape closes.
    opened.screen.point_at(SORRY_MARK)
    opened.screen.expect_part(".popover")
    opened.press("Escape")
    opened.screen.expect_no_part(".popover")
    opened.type("x")
    opened.screen.until(
        opened.screen.mark_texts, lambda seen: SORRY_MARK not in seen, "no such mark"
    )
    assert opened.text() in {f"Hello. {SORRY[:n]}x{SORRY[n:]}" for n in range(len(SORRY))}


@each_editor
def test_of_three_alike_the_one_that_was_clicked_is_changed(
    opened: Opened, server: Server, api_key: str
) -> None:
    """The second of three, wherever the caret stands, and back; dismissed, its mark is gone."""
    draft = f"{CALM} {CALM} {CALM}"
    opened.type(draft)
    marks = opened.screen.until(opened.screen.marks, lambda seen: len(seen) == 3, "three marks")
    findings = server.ask("check", {"text": draft}, api_key)["findings"]
    offer: dict[str, Any] = findings[1]["suggestions"][0]
    opened.click_mark(marks[1])
    opened.screen.press(".popover .offer")
    opened.expect_text(applied(draft, offer))
    opened.press("Control+z")
    opened.expect_text(draft)
    opened.screen.until(opened.screen.marks, lambda seen: len(seen) == 3, "three marks")
    opened.click_mark(opened.screen.marks()[1])
    opened.screen.press(".popover button", "Keep mine")
    opened.screen.until(opened.screen.marks, lambda seen: len(seen) == 2, "two marks")
    opened.expect_text(draft)


@each_editor
def test_two_are_taken_back_one_by_one(opened: Opened, server: Server, api_key: str) -> None:
    """Each accepted suggestion is one step of the editor's own undo."""
    first = offered(server, api_key, TWICE, SORRY_MARK)
    opened.type(TWICE)
    opened.screen.expect_marks(SORRY_MARK, LATE_MARK)
    opened.accept(SORRY_MARK)
    opened.expect_text(first)
    opened.screen.expect_marks(LATE_MARK)
    opened.accept(LATE_MARK)
    both = opened.screen.until(opened.text, lambda seen: LATE_MARK not in seen, "both replaced")
    assert both.startswith("I'm sorry {what happened}.")
    opened.press("Control+z")
    opened.expect_text(first)
    opened.press("Control+z")
    opened.expect_text(TWICE)


@each_editor
def test_emoji_and_other_writing_shift_no_mark(opened: Opened) -> None:
    """Two units a sign, words from right to left, and a composed letter before the place."""
    before = "👩‍👩‍👧 שלום רותי 😀 café: "
    opened.insert(before)
    opened.type(SORRY)
    opened.screen.expect_marks(SORRY_MARK)
    opened.accept(SORRY_MARK)
    opened.expect_text(f"{before}I'm sorry {{what happened}}.")
    opened.press("Control+z")
    opened.expect_text(f"{before}{SORRY}")


@each_editor
def test_words_of_an_input_method(opened: Opened) -> None:
    """A word that is composed beside a mark is whole, and the mark stays on its words."""
    opened.type(f"{SORRY} ")
    opened.screen.expect_marks(SORRY_MARK)
    protocol = opened.page.context.new_cdp_session(opened.page)
    for step in ("n", "ni", "你"):
        at = {"selectionStart": len(step), "selectionEnd": len(step)}
        protocol.send("Input.imeSetComposition", {"text": step, **at})
    protocol.send("Input.insertText", {"text": "你好"})
    opened.expect_text(f"{SORRY} 你好")
    opened.screen.expect_marks(SORRY_MARK)


@each_editor
def test_a_key_while_the_words_are_put_in(opened: Opened) -> None:
    """Either the words stand or the draft is as it was; what was typed is there in both cases."""
    opened.type(SORRY)
    opened.screen.expect_marks(SORRY_MARK)
    opened.accept(SORRY_MARK)
    opened.type("q")
    # The click on the mark has put the caret where it was, in the middle of a word.
    written = opened.screen.until(opened.text, lambda seen: "q" in seen, "the key")
    assert written in {f"{SORRY[:n]}q{SORRY[n:]}" for n in range(len(SORRY))} | {"I'm sorry q."}


@each_with_lines
def test_lines_stay_lines(opened: Opened) -> None:
    """A replacement in the second line leaves all line breaks, and so does its undo."""
    opened.type("Hello Ruth,")
    opened.press("Enter")
    opened.type(SORRY)
    opened.press("Enter")
    opened.type("Yours, Tom")
    opened.screen.expect_marks(SORRY_MARK)
    opened.accept(SORRY_MARK)
    opened.expect_text("Hello Ruth,\nI'm sorry {what happened}.\nYours, Tom")
    opened.press("Control+z")
    opened.expect_text(f"Hello Ruth,\n{SORRY}\nYours, Tom")


@each_with_lines
def test_two_thousand_words_are_pasted(opened: Opened) -> None:
    """All is checked at once, and the words at the end are replaced and taken back."""
    long = "The desk leaves us on Wednesday at 8 and comes to you. " * 182
    opened.paste(f"{long}{SORRY}")
    opened.screen.expect_marks(SORRY_MARK)
    opened.accept(SORRY_MARK)
    opened.expect_text(f"{long}I'm sorry {{what happened}}.")
    opened.press("Control+z")
    opened.expect_text(f"{long}{SORRY}")


@pytest.mark.parametrize("editor", BOLD, ids=lambda editor: editor.name)
def test_words_that_cross_bold_type(opened: Opened) -> None:
    """They are marked and replaced as one, and undo brings the bold type back."""
    opened.type("We apologise for ")
    opened.press("Control+b")
    opened.type("any inconvenience")
    opened.press("Control+b")
    opened.type(" caused.")
    html = opened.html()
    assert "bold" in html or "<b>" in html or "<strong" in html
    opened.screen.expect_marks(SORRY_MARK)
    opened.accept(SORRY_MARK)
    opened.expect_text("I'm sorry {what happened}.")
    opened.press("Control+z")
    opened.expect_text(SORRY)
    assert opened.html() == html


@pytest.mark.parametrize("zoom", [0.8, 1.5])
@pytest.mark.parametrize("editor", NEAR, ids=lambda editor: editor.name)
def test_in_an_enlarged_page_the_mark_is_under_the_mouse(opened: Opened, zoom: float) -> None:
    """A click on the words opens what is said about them, and better words go where they stood."""
    opened.page.evaluate("(zoom) => { document.documentElement.style.zoom = zoom }", zoom)
    opened.type(SORRY)
    opened.screen.expect_marks(SORRY_MARK)
    opened.accept(SORRY_MARK)
    opened.expect_text("I'm sorry {what happened}.")
    opened.press("Control+z")
    opened.expect_text(SORRY)


@pytest.mark.parametrize(
    "editor", [one for one in NEAR if one.rich], ids=lambda editor: editor.name
)
def test_words_that_are_dragged_over_are_selected_and_nothing_opens(opened: Opened) -> None:
    """Dragging ends with a selection, which the next key replaces; the popover stays away."""
    opened.type(SORRY)
    (mark,) = opened.screen.expect_marks(SORRY_MARK)
    mouse = opened.page.mouse
    mouse.move(mark.x - 60, mark.y)
    mouse.down()
    for step in range(-50, 61, 10):
        mouse.move(mark.x + step, mark.y)
        # No hand is faster than the screen.
        opened.screen.next_frame()
    mouse.up()
    chosen = opened.screen.until(opened.screen.selected, len, "a selection")
    assert chosen in SORRY_MARK
    assert opened.screen.parts(".popover") == []
    opened.type("x")
    opened.expect_text(SORRY.replace(chosen, "x"))
