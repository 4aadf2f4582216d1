"""Which fields are read at all, told from what they say of themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import BrowserContext, Page

from modules import open_modules

TAKEN: Final = """
async (html) => {
  const { fieldAt } = await import("/content/editable.js");
  document.body.innerHTML = html;
  return fieldAt(document.querySelector("textarea, input, [contenteditable]")) !== null;
}
"""


@pytest.fixture(scope="module")
def modules(browser_context: BrowserContext) -> Iterator[Page]:
    """A bare page with the content modules."""
    page = browser_context.new_page()
    open_modules(page, "")
    yield page
    page.close()


@pytest.mark.parametrize(
    "html",
    [
        "<input name=reply>",
        "<input id=chatInput placeholder='Type here'>",
        "<input placeholder='Write a message to Ruth'>",
        "<input aria-label='Add a comment'>",
        "<label>Internal note <input></label>",
        "<b id=l>Your answer</b><input aria-labelledby=l>",
        "<textarea></textarea>",
        "<textarea placeholder='Write a reply, or search macros with /'></textarea>",
    ],
)
def test_a_line_is_read_where_it_speaks_of_a_message(modules: Page, html: str) -> None:
    """A one-line input has to say that it holds a reply; an area only has to say nothing else."""
    assert modules.evaluate(TAKEN, html)


@pytest.mark.parametrize(
    "html",
    [
        "<input>",
        "<input placeholder='Search tickets'>",
        "<input aria-label=Search>",
        "<input placeholder='Search messages'>",
        "<div role=search><input name=message></div>",
        "<search><textarea></textarea></search>",
        "<input type=text aria-label=Password>",
        "<label>Password for notes <input></label>",
        "<input name=address>",
        "<label>Address <textarea></textarea></label>",
        "<input placeholder='Subject of the message'>",
        "<textarea aria-label='Search'></textarea>",
    ],
)
def test_searches_and_secrets_are_never_read(modules: Page, html: str) -> None:
    """Neither their name nor their label, placeholder or surroundings are overlooked."""
    assert not modules.evaluate(TAKEN, html)


@pytest.mark.parametrize(
    "html",
    [
        "<div contenteditable style='position: fixed; left: -99px; width: 0; height: 9em'></div>",
        "<textarea style='position: absolute; width: 1px; height: 1px; padding: 0; border: 0'>",
    ],
)
def test_where_an_editor_catches_what_is_pasted_is_no_field(modules: Page, html: str) -> None:
    """It has the focus for a moment, and the draft that was left for it stays the one looked at."""
    assert not modules.evaluate(TAKEN, html)


@pytest.mark.parametrize("html", ["<div contenteditable></div>", "<p contenteditable></p>"])
def test_an_empty_editor_is_a_field(modules: Page, html: str) -> None:
    """It is as high as the line that will be written in it."""
    assert modules.evaluate(TAKEN, html)
