"""Every real editor in every kind of place: marked, accepted, taken back, and its HTML its own."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from browsers import SCREENSHOTS
from editorpages import EDITORS, PLACES, Editor
from opened import Opened, open_editor
from programs import Server
from replies import SORRY, SORRY_MARK, applied, first_offer

# Places in which these editors do not work by themselves, with no extension about.
_NOT_THERE = {
    # It does not find its own element and throws while it starts.
    ("ckeditor4", "shadow"),
    # No text arrives.
    ("lexical", "shadow"),
    # The letters arrive in another order.
    ("quill", "shadow"),
    # The browser refuses it the frame that it writes in.
    ("ckeditor4", "sandboxed"),
    # It sets a cookie while it starts, which a page without an origin may not.
    ("froala", "sandboxed"),
}
# Here their own undo takes back more than was done last, or nothing at all.
_NO_UNDO = {("ckeditor5", "shadow"), ("froala", "shadow")}
_MATRIX = [
    pytest.param(editor, place, id=f"{editor.name}-{place}")
    for editor in EDITORS
    for place in PLACES
    if (editor.name, place) not in _NOT_THERE | _NO_UNDO
]


@pytest.fixture(scope="module")
def offer(server: Server, api_key: str) -> dict[str, Any]:
    """The first better words for the draft."""
    return first_offer(server, api_key, f"Hello. {SORRY}", SORRY_MARK)


@pytest.mark.parametrize(("editor", "place"), _MATRIX)
def test_marked_accepted_and_taken_back(
    page: Page, editor_pages: str, offer: dict[str, Any], editor: Editor, place: str
) -> None:
    """The model follows, one Ctrl+Z brings the words back, and the HTML stays the editor's own."""
    opened: Opened = open_editor(page, editor_pages, editor, place)
    draft = f"Hello. {SORRY}"
    page.keyboard.type(draft)
    html = opened.html()
    opened.screen.expect_marks(SORRY_MARK)
    assert opened.html() == html
    page.screenshot(path=SCREENSHOTS / f"editor-{editor.name}-{place}.png")
    opened.accept(SORRY_MARK)
    opened.expect_text(applied(draft, offer))
    page.keyboard.press("Control+z")
    opened.expect_text(draft)
    opened.screen.expect_marks(SORRY_MARK)


@pytest.mark.parametrize(("name", "place"), sorted(_NO_UNDO))
def test_marked_where_the_editor_cannot_undo(
    page: Page, editor_pages: str, name: str, place: str
) -> None:
    """The marks are right, and the HTML stays the editor's own."""
    editor = next(editor for editor in EDITORS if editor.name == name)
    opened = open_editor(page, editor_pages, editor, place)
    page.keyboard.type(f"Hello. {SORRY}")
    html = opened.html()
    opened.screen.expect_marks(SORRY_MARK)
    assert opened.html() == html
