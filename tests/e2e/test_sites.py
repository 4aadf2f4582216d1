"""The helpdesks that are known, each by a small page that imitates it: who wrote what."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page

from browsers import SCREENSHOTS
from desk import open_desk
from modules import SITE, open_modules
from programs import Server
from replies import LATE, SORRY, SORRY_MARK

PAGES: Final = sorted((Path(__file__).parent / "sites").glob("*.html"))
READ: Final = f"""
async () => {{
  const {{ readContext }} = await import("{SITE}/content/context.js");
  const isOurs = (address) => address.endsWith("@shop.example");
  return readContext(document.body, {{ isOurs }}).turns.map(({{ author, text }}) => [author, text]);
}}
"""
NOTES: Final = f"""
async () => {{
  const {{ isNote }} = await import("{SITE}/sites/index.js");
  const asked = (selector) => [...document.querySelectorAll(selector)].map(isNote);
  return [asked(".reply"), asked(".note[contenteditable]")];
}}
"""
BROKEN: Final = ["customer", "The lamp arrived broken."]
PHOTO: Final = ["agent", "Please send a photo."]
# Where a note of ours cannot be told from a reply, none of our turns is taken.
OURS_LEFT_OUT: Final = {"chatwoot"}
# Webmail knows no notes.
NO_NOTE: Final = {"gmail"}
# Here the note is written in the same box, once a tab beside it is chosen.
SAME_BOX: Final = {
    "chatwoot": "<button class='button--note is-active'>Private note</button>",
    "intercom": "<a class=o__selected data-intercom-target=note-tab>Note</a>",
}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_who_wrote_what(own_page: Page, path: Path) -> None:
    """The customer's words and ours in the order of time; no note, no bot, no other ticket."""
    open_modules(own_page, path.read_text("utf-8"))
    wanted = [BROKEN] if path.stem in OURS_LEFT_OUT else [BROKEN, PHOTO]
    assert own_page.evaluate(READ) == wanted


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_note_is_known_as_one(own_page: Page, path: Path) -> None:
    """The box of a reply is none."""
    open_modules(own_page, path.read_text("utf-8"))
    replies, notes = own_page.evaluate(NOTES)
    assert replies == [False]
    assert notes == ([] if path.stem in {*SAME_BOX, *NO_NOTE} else [True])
    if path.stem in SAME_BOX:
        own_page.evaluate(
            "(html) => document.body.insertAdjacentHTML('beforeend', html)", SAME_BOX[path.stem]
        )
        assert own_page.evaluate(NOTES)[0] == [True]


@pytest.mark.parametrize(
    "path",
    [path for path in PAGES if path.stem not in {*SAME_BOX, *NO_NOTE}],
    ids=lambda path: path.stem,
)
def test_a_note_is_not_checked(page: Page, server: Server, path: Path) -> None:
    """What colleagues write to each other has no mark; the reply beside it gets its own."""
    _, screen = open_desk(page, server.url, path.read_text("utf-8"), ".note[contenteditable]")
    page.keyboard.type(LATE)
    page.locator(".reply").click()
    page.keyboard.type(SORRY)
    screen.expect_marks(SORRY_MARK)
    page.screenshot(path=SCREENSHOTS / f"site-{path.stem}.png")
