"""The customer's message on pages that nobody described: found, or honestly not."""

from __future__ import annotations

from typing import Any, Final

import pytest
from playwright.sync_api import Page

from browsers import SCREENSHOTS, worker_of
from desk import open_desk
from modules import SITE, open_modules
from programs import Server
from screen import press_in

READ: Final = f"""
async (place) => {{
  const {{ readContext, heardIn, loadFinder }} = await import("{SITE}/content/context.js");
  await loadFinder();
  return heardIn(readContext(document.querySelector("#box"), {{ message: place }}));
}}
"""
PLACE: Final = f"""
async (selector) => {{
  const {{ placeOf }} = await import("{SITE}/content/messageplace.js");
  return placeOf(document.querySelector(selector));
}}
"""
BROKEN: Final = "The lamp arrived broken. I am annoyed."
BOX: Final = "<textarea id=box></textarea>"
REQUESTER: Final = "<dl><dt>Requester</dt><dd>Ruth Meier</dd></dl>"


def item(author: str, text: str, *, at: str = "", kind: str = "entry") -> str:
    """One entry of a thread as many pages draw it."""
    time = f"<time datetime={at}>some day</time>" if at else ""
    return f"<li class='{kind}'><div><b>{author}</b> {time}</div><div><p>{text}</p></div></li>"


OURS: Final = item("Sam Agent", "Please send a photo of the lamp, and we take it from there.")

FOUND: Final = {
    "the one under the requester's name": f"<ul>{item('Ruth Meier', BROKEN)}{OURS}</ul>",
    "the newest by its time, whatever the order": "<ul>"
    + item("Ruth Meier", BROKEN, at="2026-11-20T10:00:00Z")
    + OURS
    + item("Ruth Meier", "Do you have this lamp in green?", at="2026-11-19T10:00:00Z")
    + "</ul>",
    "after ours": f"<ul>{OURS}{item('Ruth Meier', BROKEN)}</ul>",
    "as articles": f"<article><header><span>RM</span><a>Ruth Meier</a></header><div>{BROKEN}</div>"
    f"</article><article><header><a>Sam Agent</a></header><div>{'We look. ' * 9}</div></article>",
}
UNSURE: Final = {
    "several without a time": f"<ul>{item('Ruth Meier', BROKEN)}"
    f"{item('Ruth Meier', 'Do you have this lamp in green?')}</ul>",
    "an internal note under that name": "<ul>"
    + item("Ruth Meier", BROKEN, kind="internal-note")
    + "</ul>",
    "an answer to that name": "<ul><li><div>Sam Agent replied to <b>Ruth Meier</b></div>"
    f"<div>{'We look. ' * 9}</div></li></ul>",
    "another author's words": f"<ul>{OURS}</ul>",
    "nothing but the name": "<p>Ruth Meier</p>",
    "a part of the page that is called so": "<section><h3>Ruth Meier</h3>"
    f"<div>{'Bought a lamp. ' * 3}</div></section>",
}


@pytest.mark.parametrize("thread", FOUND.values(), ids=FOUND.keys())
def test_a_message_under_the_name_of_who_asks(own_page: Page, thread: str) -> None:
    """The page names the requester, and the message stands under that name."""
    open_modules(own_page, f"{REQUESTER}{thread}{BOX}")
    assert own_page.evaluate(READ) == BROKEN


@pytest.mark.parametrize("thread", UNSURE.values(), ids=UNSURE.keys())
def test_unsure_is_an_answer(own_page: Page, thread: str) -> None:
    """Nothing is taken for the customer's words that may be somebody else's."""
    open_modules(own_page, f"{REQUESTER}{thread}{BOX}")
    assert own_page.evaluate(READ) == ""


def test_a_label_above_anything_names_nobody(own_page: Page) -> None:
    """ "Customer" is also the title of a menu."""
    menu = "<p>Customer</p><p>Orders</p>"
    open_modules(own_page, f"{menu}<ul>{item('Orders', BROKEN)}</ul>{BOX}")
    assert own_page.evaluate(READ) == ""


def test_without_a_requester_nothing_is_guessed(own_page: Page) -> None:
    """Also where the page names two."""
    thread = f"<ul>{item('Ruth Meier', BROKEN)}</ul>"
    open_modules(own_page, f"{thread}{BOX}")
    assert own_page.evaluate(READ) == ""
    open_modules(own_page, f"{REQUESTER}<dl><dt>Customer</dt><dd>Ana Roe</dd></dl>{thread}{BOX}")
    assert own_page.evaluate(READ) == ""


@pytest.mark.parametrize(
    "box",
    [
        f"<textarea id=box>\n\nOn Mon, 3 Mar 2025, Ruth wrote:\n> {BROKEN}\n>> Old.\n</textarea>",
        f"<div id=box contenteditable><p></p><div class=gmail_quote><div>On Mon, Ruth wrote:</div>"
        f"<blockquote>{BROKEN}<blockquote>Old.</blockquote></blockquote></div></div>",
        f"<div id=box contenteditable><p></p><blockquote type=cite>{BROKEN}</blockquote></div>",
    ],
    ids=["lines", "webmail", "cited"],
)
def test_the_mail_that_is_quoted_in_the_reply(own_page: Page, box: str) -> None:
    """Without what that mail quotes itself."""
    open_modules(own_page, box)
    assert own_page.evaluate(READ) == BROKEN


def test_a_passage_that_is_quoted_is_no_mail(own_page: Page) -> None:
    """Agents quote their terms, too."""
    open_modules(own_page, "<div id=box contenteditable><blockquote>Our terms.</blockquote></div>")
    assert own_page.evaluate(READ) == ""


@pytest.mark.parametrize(
    ("before", "after", "heard"),
    [
        ("<p class='msg customer' id=it>Old.</p>", f"<p class='msg customer'>{BROKEN}</p>", BROKEN),
        (
            "<p class='msg ours'>Ours.</p><p class='msg customer is-open' id=it>Old.</p>",
            f"<p class='msg ours'>Ours.</p><p class='msg customer'>{BROKEN}</p>",
            BROKEN,
        ),
        (
            "<p class='msg customer x83a' id=it>One.</p><p class='msg ours'>Ours.</p>"
            "<p class='msg customer'>Two.</p>",
            f"<p class='msg customer y92b'>{BROKEN}</p><p class='msg customer'>Two.</p>",
            BROKEN,
        ),
        (
            "<p class='msg customer' id=it>Old.</p>",
            "<p class='msg customer'>One.</p><p class='msg customer'>Two.</p>",
            "",
        ),
        ("<p class='msg customer' id=it>Old.</p>", "<p class=other>None.</p>", ""),
    ],
    ids=["alone", "beside ours", "the first of several", "several where one was", "gone"],
)
def test_where_the_agent_showed_it_once(
    own_page: Page, before: str, after: str, heard: str
) -> None:
    """It is found in the next ticket, or nothing is."""
    open_modules(own_page, before + BOX)
    place: Any = own_page.evaluate(PLACE, "#it")
    open_modules(own_page, after + BOX)
    assert own_page.evaluate(READ, place) == heard


def test_what_looks_like_ours_is_not_remembered(own_page: Page) -> None:
    """Where nothing tells the customer's messages from our answers, a place says nothing."""
    open_modules(own_page, f"<p class=msg id=it>One.</p><p class=msg>Ours.</p>{BOX}")
    assert own_page.evaluate(PLACE, "#it") is None


TICKET: Final = """
<!doctype html><meta charset=utf-8><title>Ticket</title>
<main>
  <div class="bubble ours"><p>Good morning, how may we help?</p></div>
  <div class="bubble theirs" onclick="document.title = 'opened'"><p>SAID</p></div>
</main>
<textarea id=box cols=80 rows=6></textarea>
"""


def test_the_agent_shows_the_message(own_page: Page, server: Server) -> None:
    """One press on it: it is read now and in the next ticket; the page does not feel the press."""
    page = own_page
    box, screen = open_desk(page, server.url, TICKET.replace("SAID", BROKEN))
    page.keyboard.type("Hello Ruth,\n\nThe lamp comes on Thursday.")
    page.keyboard.press("Alt+Shift+K")
    screen.expect_part(".panel", "No message of a customer was found here")
    press_in(screen, ".panel button", "Show me the message")
    screen.expect_part(".panel [role=status]", "Press on the customer")
    page.get_by_text(BROKEN).hover()
    page.screenshot(path=SCREENSHOTS / "panel-picking.png")
    page.mouse.down()
    screen.expect_part(".panel", "It reads as a complaint.")
    screen.expect_part(".panel", f"Read: “{BROKEN}”")
    screen.expect_part(".panel [role=status]", "on this site from now on")
    page.mouse.up()
    assert page.title() == "Ticket"
    assert box.evaluate("(box) => document.activeElement === box")
    page.get_by_text(BROKEN).click()
    assert page.title() == "opened"
    late = "Where is my chair? It should have come on Monday."
    _, screen = open_desk(page, server.url, TICKET.replace("SAID", late))
    page.keyboard.type("Hello Ruth, it comes on Thursday.")
    page.keyboard.press("Alt+Shift+K")
    screen.expect_part(".panel", f"Read: “{late}”")
    kept = "async () => (await chrome.storage.local.get('shared')).shared.arranged"
    stored = worker_of(page.context).evaluate(kept)
    assert BROKEN not in str(stored), "where it stands is kept, not what it says"


def test_escape_stops_showing(own_page: Page, server: Server) -> None:
    """The next press is for the page again."""
    page = own_page
    _, screen = open_desk(page, server.url, TICKET.replace("SAID", BROKEN))
    page.keyboard.type("Hello Ruth, it comes on Thursday.")
    page.keyboard.press("Alt+Shift+K")
    press_in(screen, ".panel button", "Show me the message")
    screen.expect_part(".panel [role=status]", "Press on the customer")
    page.keyboard.press("Escape")
    screen.expect_no_part(".panel [role=status]:not(:empty)")
    page.get_by_text(BROKEN).click()
    assert page.title() == "opened"
