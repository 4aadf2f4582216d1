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

SITES: Final = Path(__file__).parent / "sites"
PAGES: Final = sorted(SITES.glob("*.html"))
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
FRAMED: Final = f"""
async () => {{
  const {{ isNote }} = await import("{SITE}/sites/index.js");
  return [...document.querySelectorAll("iframe")].map(({{ contentDocument }}) =>
    isNote(contentDocument.body));
}}
"""
CHANNELS: Final = f"""
async () => {{
  const {{ channelOf }} = await import("{SITE}/sites/index.js");
  return [...document.querySelectorAll("[contenteditable]")].map(channelOf);
}}
"""
PUBLIC: Final = "Others can read this"
BROKEN: Final = ["customer", "The lamp arrived broken."]
PHOTO: Final = ["agent", "Please send a photo."]
# Where a note of ours cannot be told from a reply, none of our turns is taken.
OURS_LEFT_OUT: Final = {"chatwoot", "uvdesk"}
# Webmail knows no notes.
NO_NOTE: Final = {"gmail"}
# Over which channel the reply goes out; the other pages do not tell.
CHANNEL: Final = {"gmail": "email", "osticket": "email", "zammad": "social"}
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


def test_a_note_in_a_frame_is_known_as_one(own_page: Page) -> None:
    """Where an editor has a frame of its own, the page around it tells."""
    open_modules(own_page, (SITES / "uvdesk.html").read_text("utf-8"))
    assert own_page.evaluate(FRAMED) == [False, True]


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


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_over_which_channel(own_page: Page, path: Path) -> None:
    """That of the reply, where the page tells it; a note has none."""
    open_modules(own_page, path.read_text("utf-8"))
    reply, *note = own_page.evaluate(CHANNELS)
    assert (reply, note) == (CHANNEL.get(path.stem), [None] * len(note))


@pytest.mark.parametrize(
    ("kind", "channel"),
    [
        ("facebook feed comment", "social"),
        ("twitter direct-message", "chat"),
        ("whatsapp message", "chat"),
        ("sms", "chat"),
        ("email", "email"),
        ("phone", None),
    ],
)
def test_kinds_of_articles(own_page: Page, kind: str, channel: str | None) -> None:
    """Zammad names what is written now; a message to one person is not public."""
    open_modules(own_page, (SITES / "zammad.html").read_text("utf-8"))
    own_page.evaluate("(kind) => { document.forms[0].dataset.type = kind; }", kind)
    assert own_page.evaluate(CHANNELS)[0] == channel


def test_others_can_read_a_public_reply(page: Page, server: Server) -> None:
    """The panel says so of an order number, and no more once a mail is written."""
    html = (SITES / "zammad.html").read_text("utf-8")
    field, screen = open_desk(page, server.url, html, ".reply")
    page.keyboard.type("I'm sorry. Order 482913 leaves today.")
    page.keyboard.press("Alt+Shift+K")
    screen.expect_part(".panel .check .message", PUBLIC)
    page.screenshot(path=SCREENSHOTS / "site-public.png")
    page.evaluate("() => { document.forms[0].dataset.type = 'email'; }")
    field.press_sequentially(" Ruth")
    screen.until(
        lambda: [part.text for part in screen.parts(".panel .check .message")],
        lambda messages: messages and not any(PUBLIC in message for message in messages),
        "no word about others",
    )
