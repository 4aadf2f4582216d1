"""The extension is updated or goes away while a tab with a draft stays open."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import BrowserContext, Page

from browsers import (
    Build,
    Launch,
    connect,
    enrolled,
    extensions_page,
    reload_extension,
    worker_of,
)
from editorpages import EDITORS, Editor
from opened import Opened, open_editor
from programs import Server
from replies import SORRY, SORRY_MARK
from screen import Screen

#: One of each kind: a field, a plain element, and two with models of their own.
NEAR: Final = [
    one for one in EDITORS if one.name in {"textarea", "plain", "ckeditor5", "prosemirror"}
]
# The element that holds all that is ours; the old copy's is known again by this sign.
SIGN: Final = "for (const one of document.querySelectorAll('unruffle-surface')) one.title = 'old'"
TITLES: Final = "[...document.querySelectorAll('unruffle-surface')].map((one) => one.title)"
RANGES: Final = """
[...CSS.highlights].flatMap(([name, ranges]) => name.startsWith("unruffle-") ? [...ranges] : [])
  .length
"""


@pytest.fixture(scope="module")
def reloadable(launch: Launch, build: Build, server: Server) -> Iterator[BrowserContext]:
    """A connected browser in which the extension may be reloaded."""
    context = connect(launch, build, server)
    extensions_page(context).close()
    yield context
    context.close()


@pytest.fixture
def brief(
    launch: Launch, build: Build, server: Server
) -> Iterator[tuple[BrowserContext, Callable[[str], None]]]:
    """A connected browser for one test, and a person's "on" and "off" for the extension."""
    context = connect(launch, build, server)
    switches = extensions_page(context)
    extension = worker_of(context).url.split("/")[2]

    def switch(to: str) -> None:
        switches.evaluate(
            "([id, on]) => chrome.management.setEnabled(id, on)", [extension, to == "on"]
        )

    yield context, switch
    context.close()


def told(page: Page) -> Callable[[], list[str]]:
    """A look at the errors that reached the console of the page from now on, ours or the page's."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda message: errors.append(message.text) if message.type == "error" else None,
    )

    def look() -> list[str]:
        # What was told before this answer has arrived with it.
        page.evaluate("0")
        return errors

    return look


def marked_tab(context: BrowserContext, pages: str) -> tuple[Opened, Callable[[], list[str]]]:
    """A new tab with a mark in a text area, and a look at the errors that it told since."""
    page = context.new_page()
    opened = open_editor(page, pages, EDITORS[0])
    errors = told(page)
    opened.type(SORRY)
    opened.screen.expect_marks(SORRY_MARK)
    opened.screen.expect_part(".badge .dot")
    return opened, errors


def sign(screen: Screen) -> None:
    """Mark what this copy shows, once all of it is there."""
    screen.expect_part(".badge .dot")
    screen.frame.evaluate(SIGN)


def expect_new_copy(screen: Screen) -> None:
    """Wait until nothing of the old copy is in the frame, and one new one is."""
    screen.until(lambda: screen.frame.evaluate(TITLES), lambda seen: seen == [""], "one new copy")
    assert len(screen.parts(".badge .dot")) == 1


@pytest.mark.parametrize("editor", EDITORS, ids=lambda editor: editor.name)
def test_a_draft_is_marked_again_by_the_new_copy(
    reloadable: BrowserContext, editor_pages: str, editor: Editor
) -> None:
    """With no reload of the page: one mark, one dot; the draft is untouched, and typing goes on."""
    page = reloadable.new_page()
    opened = open_editor(page, editor_pages, editor)
    screen = opened.screen
    errors = told(page)
    opened.type(SORRY)
    screen.expect_marks(SORRY_MARK)
    html = opened.html()
    sign(screen)
    reload_extension(reloadable)
    expect_new_copy(screen)
    screen.expect_marks(SORRY_MARK)
    assert opened.html() == html
    opened.type(f" {SORRY}")
    screen.expect_marks(SORRY_MARK, SORRY_MARK)
    opened.expect_text(f"{SORRY} {SORRY}")
    if editor.rich:
        assert screen.frame.evaluate(RANGES) == 2
    assert errors() == []
    # The new copy does what the old one did; what an editor itself says of it is its own.
    opened.click_mark(screen.marks()[0])
    screen.press(".popover .offer")
    opened.expect_text(f"I'm sorry {{what happened}}. {SORRY}")
    opened.press("Control+z")
    opened.expect_text(f"{SORRY} {SORRY}")
    assert len(screen.parts(".badge .dot")) == 1
    page.close()


@pytest.mark.parametrize("editor", NEAR, ids=lambda editor: editor.name)
def test_an_open_card_goes_with_its_copy(
    reloadable: BrowserContext, editor_pages: str, editor: Editor
) -> None:
    """The card was the old copy's; the words are marked by the new one, and typing goes on."""
    page = reloadable.new_page()
    opened = open_editor(page, editor_pages, editor)
    screen = opened.screen
    errors = told(page)
    opened.type(SORRY)
    screen.expect_marks(SORRY_MARK)
    opened.press("End")
    opened.press("Alt+Shift+u")
    screen.expect_part(".popover")
    sign(screen)
    reload_extension(reloadable)
    screen.until(lambda: screen.frame.evaluate(TITLES), lambda seen: "old" not in seen, "no card")
    screen.expect_no_part(".popover")
    opened.field.click()
    expect_new_copy(screen)
    screen.expect_marks(SORRY_MARK)
    assert errors() == []
    page.close()


def test_keys_that_are_pressed_while_it_is_reloaded(
    reloadable: BrowserContext, editor_pages: str
) -> None:
    """Not one of them is lost, and what was typed is marked."""
    page = reloadable.new_page()
    editor = next(one for one in EDITORS if one.name == "prosemirror")
    opened = open_editor(page, editor_pages, editor)
    errors = told(page)
    opened.type(SORRY)
    opened.screen.expect_marks(SORRY_MARK)
    sign(opened.screen)
    reload_extension(reloadable)
    opened.type(f" {SORRY} {SORRY}")
    opened.expect_text(f"{SORRY} {SORRY} {SORRY}")
    expect_new_copy(opened.screen)
    opened.screen.expect_marks(SORRY_MARK, SORRY_MARK, SORRY_MARK)
    assert errors() == []
    page.close()


def test_three_reloads_leave_one_copy(reloadable: BrowserContext, editor_pages: str) -> None:
    """Every copy ends those before it, in a frame of its own host as in the page."""
    page = reloadable.new_page()
    editor = next(one for one in EDITORS if one.name == "quill")
    opened = open_editor(page, editor_pages, editor, "same")
    errors = told(page)
    opened.type(SORRY)
    opened.screen.expect_marks(SORRY_MARK)
    for _ in range(3):
        sign(opened.screen)
        reload_extension(reloadable)
        expect_new_copy(opened.screen)
        opened.screen.expect_marks(SORRY_MARK)
    opened.type(f" {SORRY}")
    opened.screen.expect_marks(SORRY_MARK, SORRY_MARK)
    assert errors() == []
    page.close()


def test_a_new_version_takes_over(
    launch: Launch, build: Build, server: Server, editor_pages: str
) -> None:
    """The files of the update run in the open tab: its number and its words are the new ones."""
    folder = build(server.new_code())
    context = launch(folder)
    enrolled(context)
    extensions_page(context).close()
    page = context.new_page()
    opened = open_editor(page, editor_pages, EDITORS[0])
    opened.type(SORRY)
    opened.screen.expect_marks(SORRY_MARK)
    sign(opened.screen)
    _raise_version(folder, "0.1.1")
    _change(folder / "_locales/en/messages.json", "Keep mine", "Leave mine")
    worker = reload_extension(context)
    assert worker.evaluate("chrome.runtime.getManifest().version") == "0.1.1"
    expect_new_copy(opened.screen)
    opened.screen.expect_marks(SORRY_MARK)
    opened.screen.point_at(SORRY_MARK)
    opened.screen.expect_part(".popover button", "Leave mine")
    context.close()


def _raise_version(folder: Path, version: str) -> None:
    manifest = folder / "manifest.json"
    content = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps({**content, "version": version}), "utf-8")


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("name", ["textarea", "prosemirror"])
@pytest.mark.parametrize("act", ["key", "mark", "dot", "next", "panel"])
def test_switched_off_it_leaves_without_a_word(
    brief: tuple[BrowserContext, Callable[[str], None]], editor_pages: str, name: str, act: str
) -> None:
    """Whatever the agent does next, marks and dot go, nothing opens, and nobody sees an error."""
    context, switch = brief
    page = context.new_page()
    editor = next(one for one in EDITORS if one.name == name)
    opened = open_editor(page, editor_pages, editor)
    screen = opened.screen
    errors = told(page)
    opened.type(SORRY)
    (mark,) = screen.expect_marks(SORRY_MARK)
    dot = screen.expect_part(".badge .dot")
    switch("off")
    match act:
        case "key":
            opened.type("!")
        case "mark":
            opened.click_mark(mark)
        case "dot":
            screen.click(dot.x, dot.y)
        case "next":
            opened.press("Alt+Shift+u")
        case "panel":
            opened.press("Alt+Shift+k")
    screen.expect_no_part(".badge .dot")
    screen.until(lambda: screen.frame.evaluate(TITLES), lambda seen: seen == [], "nothing of ours")
    screen.expect_marks()
    opened.field.click()
    opened.press("Control+End")
    opened.type(" On.")
    opened.expect_text(f"{SORRY}{'!' if act == 'key' else ''} On.")
    assert errors() == []


@pytest.mark.parametrize("used", ["while it was off", "not at all"])
def test_switched_on_again_it_is_back_in_the_open_tab(
    brief: tuple[BrowserContext, Callable[[str], None]], editor_pages: str, used: str
) -> None:
    """With no reload of the page, whether or not the old copy has gone by then."""
    context, switch = brief
    opened, errors = marked_tab(context, editor_pages)
    screen = opened.screen
    sign(screen)
    switch("off")
    if used == "while it was off":
        opened.type(" ")
        screen.expect_marks()
    with context.expect_event("serviceworker"):
        switch("on")
    expect_new_copy(screen)
    screen.expect_marks(SORRY_MARK)
    opened.type(f" {SORRY}")
    screen.expect_marks(SORRY_MARK, SORRY_MARK)
    assert errors() == []


@pytest.mark.parametrize("words", ["what happened", "Keep mine", "Why?", "More"])
def test_a_card_that_outlived_the_extension(
    brief: tuple[BrowserContext, Callable[[str], None]], editor_pages: str, words: str
) -> None:
    """A press on it does no harm: it goes, the draft stays as it is, and no error is seen."""
    context, switch = brief
    opened, errors = marked_tab(context, editor_pages)
    screen = opened.screen
    screen.point_at(SORRY_MARK)
    button = screen.expect_part(".popover button", words)
    switch("off")
    screen.click(button.x, button.y)
    screen.until(lambda: screen.frame.evaluate(TITLES), lambda seen: seen == [], "nothing of ours")
    opened.field.click()
    opened.type("!")
    screen.expect_marks()
    assert "!" in opened.text()
    assert opened.text().replace("!", "") == SORRY
    assert errors() == []
