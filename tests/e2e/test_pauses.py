"""When a draft is asked about: after a pause; at once when pasted and when the field is left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from browsers import listen, worker_of
from editorpages import EDITORS, Editor
from opened import Opened, open_editor
from replies import LATE, LATE_MARK

# Longer than any test waits: what is asked about now did not wait for it.
LONG_PAUSE = """
async () => {
  const { shared } = await chrome.storage.local.get("shared");
  shared.settings.pause_ms = 600_000;
  await chrome.storage.local.set({ shared });
}
"""


@pytest.fixture(scope="module")
def patient(own_context: BrowserContext) -> BrowserContext:
    """A browser whose team asked for a very long pause."""
    worker_of(own_context).evaluate(LONG_PAUSE)
    return own_context


@pytest.fixture
def tab(patient: BrowserContext) -> Iterator[Page]:
    """A tab of that browser."""
    page = patient.new_page()
    yield page
    page.close()


@pytest.fixture(params=EDITORS, ids=lambda editor: editor.name)
def opened(request: pytest.FixtureRequest, tab: Page, editor_pages: str) -> Opened:
    """Each editor with the caret in it."""
    editor: Editor = request.param
    return open_editor(tab, editor_pages, editor)


def test_what_is_pasted_is_looked_at_at_once(opened: Opened, patient: BrowserContext) -> None:
    """And what is typed waits for its pause, unless the field is left."""
    asked = listen(patient)
    opened.paste(LATE)
    opened.screen.expect_marks(LATE_MARK)
    assert len(asked()) == 1
    opened.type(" Yes")
    opened.screen.expect_marks(LATE_MARK)
    assert len(asked()) == 1
    opened.field.blur()
    opened.screen.until(asked, lambda seen: len(seen) == 2, "asked about on leaving")
    assert asked()[-1].strip() == f"{LATE} Yes"
