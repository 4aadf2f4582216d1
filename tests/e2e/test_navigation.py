"""Helpdesks are one page each: it shows another ticket in its place, and moves its parts about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import Page

from editorpages import EDITORS, Editor
from opened import Opened, enter, open_editor
from replies import LATE, LATE_MARK, SORRY, SORRY_MARK
from screen import Screen

LEAVE: Final = """
(empty) => {
  delete document.documentElement.dataset.ready;
  history.pushState({}, "", `${location.pathname}${location.search}&ticket=2`);
  empty === "body" ? document.body.replaceWith(document.createElement("body"))
    : document.body.replaceChildren();
}
"""
# The same module under another address runs again, and mounts another editor. By this name
# CKEditor 5 knows that it is there already, and refuses.
MOUNT: Final = """
(name) => {
  delete globalThis.CKEDITOR_VERSION;
  void import(`/dist/${name}.js?ticket=2`);
}
"""
MOVE: Final = """
(box) => {
  const place = document.createElement("main");
  place.style.cssText = "margin: 160px 0 0 220px";
  const outer = box.closest("body > *");
  document.body.append(place);
  place.append(outer);
}
"""
BOX: Final = "(box) => box.getBoundingClientRect().toJSON()"
# A frame that is moved begins anew.
MOVABLE: Final = [one for one in EDITORS if not one.framed]


def of_ours(page: Page) -> Callable[[], list[str]]:
    """A look at the errors from now on that are ours; an editor may complain about such a page."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(f"{error} {error.stack}"))
    page.on("console", lambda message: errors.append(f"{message.text} {message.location}"))

    def look() -> list[str]:
        # What was told before this answer has arrived with it.
        page.evaluate("0")
        return [one for one in errors if "chrome-extension:" in one or "showPopover" in one]

    return look


def expect_all_works(opened: Opened, draft: str, marked: str) -> None:
    """The card opens at the words, its offer changes the text, and one Ctrl+Z takes that back."""
    screen = opened.screen
    (mark,) = screen.expect_marks(marked)
    screen.point_at(marked)
    card = screen.expect_part(".popover")
    assert 0 < abs(card.y - mark.y) - card.height / 2 < 40
    assert len(screen.parts(".badge .dot")) == 1
    screen.press(".popover .offer")
    screen.until(opened.text, lambda seen: marked not in seen, "better words")
    opened.press("Control+z")
    opened.expect_text(draft)
    screen.expect_marks(marked)


@pytest.mark.parametrize("empty", ["children", "body"])
@pytest.mark.parametrize("editor", EDITORS, ids=lambda editor: editor.name)
def test_another_ticket_in_the_same_page(
    page: Page, editor_pages: str, editor: Editor, empty: str
) -> None:
    """Card and dot go with the old editor, and the new one is looked after from its first focus.

    The page empties its body, or puts another in its place.
    """
    errors = of_ours(page)
    old = open_editor(page, editor_pages, editor)
    old.type(LATE)
    old.screen.expect_marks(LATE_MARK)
    old.screen.point_at(LATE_MARK)
    old.screen.expect_part(".popover")
    page.evaluate(LEAVE, empty)
    seen = Screen(page)
    seen.expect_no_part(".popover")
    seen.expect_no_part(".badge .dot")
    page.evaluate(MOUNT, editor.name)
    new = enter(page, page.main_frame, editor)
    new.type(SORRY)
    expect_all_works(new, SORRY, SORRY_MARK)
    assert errors() == []


@pytest.mark.parametrize("editor", MOVABLE, ids=lambda editor: editor.name)
def test_an_editor_that_the_page_moves(page: Page, editor_pages: str, editor: Editor) -> None:
    """With its draft in it: dot, mark and card are where it is now, and there once."""
    errors = of_ours(page)
    opened = open_editor(page, editor_pages, editor)
    opened.type(SORRY)
    opened.screen.expect_marks(SORRY_MARK)
    opened.field.evaluate(MOVE)
    opened.field.click()
    expect_all_works(opened, SORRY, SORRY_MARK)
    box = opened.field.evaluate(BOX)
    (dot,) = opened.screen.parts(".badge .dot")
    assert box["left"] < dot.x < box["right"] + 40
    assert box["top"] - 40 < dot.y < box["bottom"] + 40
    opened.press("Control+End")
    opened.type(" Yes.")
    opened.expect_text(f"{SORRY} Yes.")
    opened.screen.expect_marks(SORRY_MARK)
    assert errors() == []
