"""One real editor with the caret in it, and what a person sees and does there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Frame, Locator, Page

from editorpages import Editor
from screen import Mark, Screen

READY: Final = "[data-ready]"
HTML: Final = "(box) => (box === document.body ? box : box.parentNode).innerHTML"


@dataclass(frozen=True, slots=True)
class Opened:
    """`owner` is the frame in which the editor runs; its box may stand in a frame of its own."""

    page: Page
    owner: Frame
    field: Locator
    screen: Screen

    def text(self) -> str:
        """What the editor's own model holds."""
        text: str = self.owner.evaluate("editor.text()")
        return text

    def html(self) -> str:
        """The HTML of the editable root and of what stands beside it; of a frame's body its own."""
        html: str = self.field.evaluate(HTML)
        # What holds the caret beside bold type comes and goes with the caret.
        return html.replace("\u2060", "")

    def expect_text(self, text: str) -> None:
        """Wait until the model holds this text."""
        self.screen.until(self.text, lambda seen: seen == text, f"the text {text!r}")

    def type(self, words: str) -> None:
        """Type with real keys."""
        self.page.keyboard.type(words)

    def press(self, key: str) -> None:
        """Press a key."""
        self.page.keyboard.press(key)

    def insert(self, words: str) -> None:
        """Put in what no key of this keyboard writes."""
        self.page.keyboard.insert_text(words)

    def paste(self, words: str) -> None:
        """Paste from the clipboard with the keys for it."""
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page.evaluate("(words) => navigator.clipboard.writeText(words)", words)
        self.press("Control+v")

    def click_mark(self, mark: Mark) -> None:
        """Click one mark of several alike."""
        self.screen.click(mark.x, mark.y)

    def accept(self, marked: str) -> None:
        """Click the mark on these words and take the first offer."""
        self.screen.point_at(marked)
        self.screen.press(".popover .offer")


def open_editor(page: Page, pages: str, editor: Editor, place: str = "page") -> Opened:
    """Open the editor in a kind of place and put the caret into it."""
    if place in ("page", "shadow"):
        page.goto(f"{pages}/page?editor={editor.name}&{place}=1")
        owner = page.main_frame
    else:
        page.goto(f"{pages}/framed?editor={editor.name}&kind={place}")
        found = page.frame(name="editor")
        assert found
        owner = found
    return enter(page, owner, editor)


def enter(page: Page, owner: Frame, editor: Editor) -> Opened:
    """Put the caret into the editor once it has started in this frame."""
    owner.locator(READY).wait_for(state="attached")
    frame = owner
    if editor.framed:
        inner = owner.locator("iframe").element_handle().content_frame()
        assert inner
        frame = inner
    field = frame.locator(editor.box)
    field.click()
    return Opened(page, owner, field, Screen(page, frame))
