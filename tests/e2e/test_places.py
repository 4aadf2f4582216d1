"""Where the dot and the popover stand, in pages that make it hard."""

from __future__ import annotations

from typing import Any, Final

import pytest
from playwright.sync_api import Frame, Locator, Page

from browsers import SCREENSHOTS
from programs import Server
from replies import CLEAN, LATE, LATE_MARK
from screen import Part, Screen, written

# The demo forbids pages to bring styles of their own, except by script.
BOX: Final = """
([tag, boxCss, fieldCss]) => {
  const box = document.createElement("div");
  const field = document.createElement(tag);
  field.id = "field";
  field.ariaLabel = "Message";
  box.style.cssText = boxCss;
  field.style.cssText = `box-sizing: border-box; ${fieldCss}`;
  box.append(field, document.createElement("p"));
  box.lastChild.style.height = "900px";
  document.body.replaceChildren(box);
}
"""
FRAME: Final = """
([name, width, height]) => {
  if (!document.querySelector("iframe")) document.body.replaceChildren();
  const frame = document.createElement("iframe");
  Object.assign(frame, { name, width, height });
  document.body.append(frame);
  const field = document.createElement("textarea");
  field.style.cssText = "box-sizing: border-box; width: 100%; height: 70px";
  frame.contentDocument.body.append(field);
}
"""
DWELL_MS: Final = 500


def box_of(field: Locator) -> dict[str, float]:
    """Where a field stands in the viewport, in CSS pixels."""
    box: dict[str, float] = field.evaluate("(field) => field.getBoundingClientRect().toJSON()")
    return box


def field_in_box(page: Page, tag: str, box: str = "", field: str = "") -> Locator:
    """One field alone in a page, in a box with these styles, with the caret in it."""
    page.evaluate(BOX, [tag, box, field])
    found = page.locator("#field")
    found.click()
    return found


def field_in_frame(page: Page, name: str, width: int, height: int) -> tuple[Frame, Locator]:
    """A field in a small frame of its own, with the caret in it."""
    page.evaluate(FRAME, [name, width, height])
    frame = page.frame(name=name)
    assert frame
    field = frame.locator("textarea")
    field.click()
    return frame, field


@pytest.fixture
def demo(page: Page, server: Server) -> Page:
    """The demo page."""
    page.goto(f"{server.url}/demo")
    return page


@pytest.mark.parametrize("zoom", [1.5, 0.75])
def test_in_an_enlarged_page_everything_is_at_its_place(demo: Page, zoom: float) -> None:
    """The dot is in the corner of the field, and the popover under the words it is about."""
    demo.evaluate(f"document.documentElement.style.zoom = {zoom}")
    field = demo.locator("#plain")
    field.click()
    demo.keyboard.type(LATE)
    screen = Screen(demo)
    (mark,) = screen.expect_marks(LATE_MARK)
    field.scroll_into_view_if_needed()
    dot, box = screen.expect_part(".badge .dot"), box_of(field)
    assert box["right"] - 50 < dot.x < box["right"]
    assert min(box["bottom"], 900) - 40 < dot.y < min(box["bottom"], 900)
    (mark,) = screen.marks()
    screen.point_at(LATE_MARK)
    popover = screen.expect_part(".popover")
    demo.screenshot(path=SCREENSHOTS / f"zoom-{zoom}.png")
    gap = abs(popover.y - mark.y) - popover.height / 2
    assert 0 < gap < 40
    assert popover.x - popover.width / 2 <= mark.x
    screen.press(".offer")
    screen.until(lambda: written(field), lambda text: LATE_MARK not in text, "better words")


def test_the_dot_stays_with_what_is_seen_of_the_field(demo: Page) -> None:
    """In a scroll box the dot is in the visible corner, and goes when the field is scrolled out."""
    box = "margin: 80px; width: 500px; height: 160px; overflow: auto"
    field = field_in_box(demo, "textarea", box, "width: 480px; height: 400px")
    demo.keyboard.type(CLEAN)
    screen = Screen(demo)
    screen.expect_face("check")
    clip = box_of(field.locator(".."))
    dot = screen.expect_part(".badge .dot")
    assert clip["bottom"] - 40 < dot.y < clip["bottom"]
    demo.screenshot(path=SCREENSHOTS / "clipped.png")
    field.locator("..").evaluate("(box) => box.scrollTo(0, 600)")
    screen.expect_no_part(".badge .dot")
    field.locator("..").evaluate("(box) => box.scrollTo(0, 300)")
    dot = screen.expect_part(".badge .dot")
    assert clip["top"] < dot.y < box_of(field)["bottom"]


def test_the_dot_leaves_a_single_line_to_its_text(demo: Page) -> None:
    """It stands behind the right edge of the input, not on the words."""
    field = field_in_box(demo, "input", "margin: 80px", "width: 300px; height: 30px")
    demo.keyboard.type(CLEAN)
    screen = Screen(demo)
    screen.expect_face("check")
    dot, box = screen.expect_part(".badge .dot"), box_of(field)
    assert box["right"] < dot.x - 7 < box["right"] + 10
    assert dot.y == pytest.approx((box["top"] + box["bottom"]) / 2, abs=1)
    demo.screenshot(path=SCREENSHOTS / "one-line.png")


def edges(part: Part) -> tuple[float, float]:
    """The left and the right edge of an element."""
    return part.x - part.width / 2, part.x + part.width / 2


def test_in_a_small_frame_the_popover_is_one_readable_line(demo: Page) -> None:
    """Better words and "Keep mine" stand side by side inside the frame; the reason gives way."""
    frame, field = field_in_frame(demo, "small", 340, 100)
    # Its better words are longer than the frame is wide.
    demo.keyboard.type("Calm down.")
    screen = Screen(demo, frame)
    screen.expect_marks("Calm down")
    demo.keyboard.press("Alt+Shift+U")
    popover = screen.expect_part(".popover.compact")
    demo.screenshot(path=SCREENSHOTS / "compact.png")
    offer, keep = screen.expect_part(".offer"), screen.expect_part(".keep")
    assert popover.height < 40
    assert 0 <= edges(popover)[0] < edges(offer)[0]
    assert edges(offer)[1] <= edges(keep)[0] < edges(keep)[1] < edges(popover)[1] <= 340
    assert offer.width > 150
    assert screen.parts(".popover .message") == []
    demo.keyboard.press("Enter")
    screen.until(lambda: written(field), lambda text: "Calm down" not in text, "better words")


def test_a_popover_closes_when_the_agent_goes_to_another_frame(demo: Page) -> None:
    """There is one popover at a time, not one in each frame."""
    one, _ = field_in_frame(demo, "one", 700, 250)
    demo.keyboard.type(LATE)
    screen = Screen(demo, one)
    screen.expect_marks(LATE_MARK)
    screen.point_at(LATE_MARK)
    screen.expect_part(".popover")
    field_in_frame(demo, "other", 700, 250)
    screen.expect_no_part(".popover")


def test_the_dot_opens_the_popover_in_place_of_its_card(demo: Page) -> None:
    """The card of the dot and the popover do not stand side by side."""
    demo.locator("#plain").click()
    demo.keyboard.type(LATE)
    screen = Screen(demo)
    screen.expect_face("filled")
    assert "Alt+Shift+U" in screen.hover_dot()
    screen.press(".badge .dot")
    screen.expect_part(".popover")
    screen.expect_no_part(".badge .card")


def rest(page: Page, screen: Screen) -> None:
    """Let the time pass after which a resting pointer counts, as the page's own clock tells it."""

    def now() -> Any:
        return page.evaluate("document.timeline.currentTime")

    end = now() + DWELL_MS
    screen.until(now, lambda at: at > end, "the time of a rest")


def test_a_pointer_that_rests_on_a_mark_opens_and_keeps_open(demo: Page) -> None:
    """No click is needed; the card stays while the pointer is on it, and closes elsewhere."""
    field = demo.locator("#plain")
    field.click()
    demo.keyboard.type(LATE)
    screen = Screen(demo)
    (mark,) = screen.expect_marks(LATE_MARK)
    demo.mouse.move(mark.x, mark.y)
    popover = screen.expect_part(".popover")
    assert not popover.focused
    demo.mouse.move(popover.x, popover.y)
    rest(demo, screen)
    assert screen.parts(".popover")
    box = box_of(field)
    demo.mouse.move(box["left"] + 30, box["bottom"] - 10)
    screen.expect_no_part(".popover")
