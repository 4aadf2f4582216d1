"""Risky words that go through a link or bold type: marked as one, replaced as one, taken back."""

from __future__ import annotations

from typing import Any, Final

import pytest
from playwright.sync_api import Page

from editorpages import EDITORS, Editor
from opened import Opened, open_editor
from programs import Server
from replies import LATE, LATE_MARK, SORRY, SORRY_MARK, applied, first_offer

LINK: Final = '<a href="https://example.com/why">{}</a>'
BOLD: Final = "<strong>{}</strong>"
#: What is marked, in what, and the words in the middle of it that are a link or bold. Of the first
#: the better words leave everything out, of the second they put other words in its place.
DRAFTS: Final = {"out": (LATE, LATE_MARK, "unforeseen"), "other": (SORRY, SORRY_MARK, "any")}
# As it stands here Slate has neither.
CROSSED: Final = [
    pytest.param(editor, markup, id=f"{editor.name}-{'link' if markup == LINK else 'bold'}")
    for editor in EDITORS
    for markup in (LINK, BOLD)
    if editor.rich and editor.name != "slate"
]
COPY: Final = """
([html, text]) => {
  const part = (type, content) => ({ [type]: new Blob([content], { type }) });
  const item = new ClipboardItem({ ...part("text/html", html), ...part("text/plain", text) });
  return navigator.clipboard.write([item]);
}
"""


def paste_html(opened: Opened, html: str, text: str) -> None:
    """Paste what was copied from a page, with the keys for it."""
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.page.evaluate(COPY, [html, text])
    opened.press("Control+v")


@pytest.mark.parametrize("kind", DRAFTS)
@pytest.mark.parametrize(("editor", "markup"), CROSSED)
def test_words_that_cross_it(
    page: Page,
    editor_pages: str,
    server: Server,
    api_key: str,
    editor: Editor,
    kind: str,
    markup: str,
) -> None:
    """The text becomes what was promised, and one Ctrl+Z restores it with all that it held."""
    draft, marked, middle = DRAFTS[kind]
    offer: dict[str, Any] = first_offer(server, api_key, draft, marked)
    opened = open_editor(page, editor_pages, editor)
    screen = opened.screen
    paste_html(opened, f"<p>{draft.replace(middle, markup.format(middle))}</p>", draft)
    opened.expect_text(draft)
    held = opened.field.locator("a" if markup == LINK else "strong, b, [style*=bold]")
    assert held.all_inner_texts() == [middle]
    html = opened.field.inner_html()
    screen.expect_marks(marked)
    assert opened.field.inner_html() == html
    opened.accept(marked)
    opened.expect_text(applied(draft, offer))
    opened.press("Control+z")
    opened.expect_text(draft)
    assert held.all_inner_texts() == [middle]
    assert opened.field.inner_html() == html
    screen.expect_marks(marked)
