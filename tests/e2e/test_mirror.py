"""Fields in a browser without value ranges, as Firefox is: a mirror carries the marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from browsers import SCREENSHOTS, Launch
from programs import Server
from replies import LATE, LATE_MARK, applied, first_offer
from screen import Part, Screen

SPANS: Final = "div[aria-hidden] > span"

# The measure is kept aside: the browser itself can say where the words stand.
TAKE_AWAY: Final = """
for (const { prototype } of [HTMLTextAreaElement, HTMLInputElement]) {
  prototype.measured = prototype.createValueRange;
  delete prototype.createValueRange;
}
"""
WHERE: Final = """
(field, words) => {
  const start = field.value.indexOf(words);
  const { x, y, width, height } =
    field.measured(start, start + words.length).getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}
"""


@pytest.fixture(scope="module")
def mirrored(launch: Launch, server: Server) -> Iterator[Page]:
    """The demo that runs the content modules by itself, in a browser without value ranges."""
    context = launch(None)
    context.add_init_script(TAKE_AWAY)
    page = context.new_page()
    page.goto(f"{server.url}/demo/try")
    yield page
    context.close()


def mirrored_mark(screen: Screen) -> Part:
    """The element of the mirror that is painted under the marked words."""
    return screen.expect_part(SPANS, LATE_MARK)


@pytest.mark.parametrize(
    "change",
    [
        "",
        "field.style.cssText = 'padding: 9px 23px; font: 19px/1.7 serif; letter-spacing: 1px'",
        "document.documentElement.style.zoom = 1.5",
        "field.parentElement.style.zoom = 1.25",
        "field.style.textAlign = 'center'",
    ],
    ids=["plain", "styled", "page enlarged", "part enlarged", "centered"],
)
def test_the_mirror_lies_on_the_words(mirrored: Page, server: Server, change: str) -> None:
    """Where the browser measures the words there the mirror has its line, to the pixel."""
    mirrored.goto(f"{server.url}/demo/try")
    field = mirrored.locator("#plain")
    field.evaluate(f"(field) => {{ {change} }}")
    field.click()
    mirrored.keyboard.type(f"Dear Ruth,\n\n{LATE}")
    mark = mirrored_mark(Screen(mirrored))
    measured = field.evaluate(WHERE, LATE_MARK)
    assert (mark.x, mark.y) == pytest.approx((measured["x"], measured["y"]), abs=1.5)


def test_the_mirror_scrolls_with_its_field(mirrored: Page, server: Server) -> None:
    """In a long draft the line stays on its words."""
    mirrored.goto(f"{server.url}/demo/try")
    field = mirrored.locator("#plain")
    field.click()
    mirrored.keyboard.insert_text(f"{LATE}\n" + "A line.\n" * 40)
    mirrored.keyboard.press("Control+Home")
    screen = Screen(mirrored)
    mark = mirrored_mark(screen)
    field.evaluate("(field) => field.scrollBy(0, 12)")
    wanted = pytest.approx(mark.y - 12, abs=1.5)
    screen.until(lambda: mirrored_mark(screen).y, lambda y: y == wanted, "the mark 12 px higher")


def test_a_mark_of_the_mirror_opens_and_accepts(
    mirrored: Page, server: Server, api_key: str
) -> None:
    """A click on the words opens the popover; better words go in, one undo takes them back."""
    mirrored.goto(f"{server.url}/demo/try")
    field = mirrored.locator("#plain")
    field.click()
    mirrored.keyboard.type(LATE)
    screen = Screen(mirrored)
    mark = mirrored_mark(screen)
    assert screen.mark_texts() == []
    mirrored.mouse.click(mark.x, mark.y)
    screen.expect_part(".popover")
    mirrored.screenshot(path=SCREENSHOTS / "mirror.png")
    screen.press(".offer")
    screen.expect_text(field, applied(LATE, first_offer(server, api_key, LATE, LATE_MARK)))
    expect(field).to_be_focused()
    mirrored.keyboard.press("Control+z")
    screen.expect_text(field, LATE)
