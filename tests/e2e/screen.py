"""What a person sees and does on a page: the marks in a draft, the popover, the dot, the keys.

The extension's own parts live in a closed shadow root, which no selector reaches; the browser's
debugging protocol does. Everything is looked at again until it is so, never after a fixed wait.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from playwright.sync_api import CDPSession, Error, Frame, Locator, Page

PATIENCE_S: Final = 10.0
PANEL: Final = ".panel"
Seen = TypeVar("Seen")

# A range in an editable element knows its text. One in a field only knows its offsets, so the
# field is the one that lies where the range is drawn.
MARKS: Final = """
() => {
  const kinds = /^unruffle-(high|medium|low|info)$/;
  const seen = new Map();
  for (const [name, highlight] of CSS.highlights) {
    if (!kinds.test(name)) continue;
    for (const range of highlight) {
      const rect = range.getClientRects()[0];
      if (!rect) continue;
      const [x, y] = [(rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2];
      const under = (root) => {
        const found = root.elementsFromPoint(x, y);
        const inner = found[0]?.shadowRoot;
        return inner && inner !== root ? under(inner) : found;
      };
      const field = under(document).find((each) => each.matches("textarea, input"));
      const text = range instanceof Range
        ? range.toString()
        : field?.value.slice(range.startOffset, range.endOffset);
      if (text) seen.set(`${text} ${x} ${y}`, { name, text, x, y });
    }
  }
  return [...seen.values()].sort((a, b) => a.y - b.y || a.x - b.x);
}
"""

SELECTED: Final = """
() => {
  let active = document.activeElement;
  while (active.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  const { value, selectionStart: start, selectionEnd: end } = active;
  return value === undefined ? getSelection().toString() : value.slice(start, end);
}
"""

# Runs with the shadow root as `this`; null stands for what is not there or not shown.
SHOWN: Final = """
function (selector) {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  return [...this.querySelectorAll(selector)].filter(shown).map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return {
      text: element.innerText.trim(),
      face: element.querySelector(".face")?.getAttribute("class").split(" ").pop() ?? null,
      focused: element.contains(this.activeElement),
      x: left + width / 2,
      y: top + height / 2,
      width,
      height,
    };
  });
}
"""


# Remembers every shape that the dot takes from now on, one after the other.
WATCH_FACES: Final = """
function () {
  const badge = this.querySelector(".badge");
  const face = () => badge.dataset.face;
  badge.faces = [face()];
  const seen = () => face() !== badge.faces.at(-1) && badge.faces.push(face());
  new MutationObserver(seen).observe(badge, { attributeFilter: ["data-face"] });
}
"""
FACES: Final = "function () { return this.querySelector('.badge').faces; }"


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlight in a draft: its name, the text under it, and where to point in CSS pixels."""

    name: str
    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Part:
    """A visible element of the extension's own surface."""

    text: str
    face: str | None
    focused: bool
    x: float
    y: float
    width: float
    height: float


class Screen:
    """One page, or one frame in it, with the draft that is being typed there."""

    def __init__(self, page: Page, frame: Frame | None = None) -> None:
        self.page = page
        self.frame = frame or page.main_frame
        self._protocol = _protocol(page, self.frame)

    def until(self, look: Callable[[], Seen], want: Callable[[Seen], object], what: str) -> Seen:
        """Look once a frame until `want` holds and give what was seen; fails with the last look."""
        end = time.monotonic() + PATIENCE_S
        while True:
            seen = look()
            if want(seen):
                return seen
            if time.monotonic() > end:
                raise AssertionError(f"{what}; last seen: {seen!r}")
            self.next_frame()

    def next_frame(self) -> None:
        """Let the page draw once."""
        self.frame.evaluate("() => new Promise((done) => requestAnimationFrame(done))")

    # --- the draft ---------------------------------------------------------------------------

    def marks(self) -> list[Mark]:
        """Every mark in this frame, from top to bottom."""
        return [
            # Editors write spaces of their own, and signs that nobody sees.
            Mark(**{**mark, "text": mark["text"].replace("\u00a0", " ").replace("\u2060", "")})
            for mark in self.frame.evaluate(MARKS)
        ]

    def mark_texts(self) -> list[str]:
        """The text under each mark, from top to bottom."""
        return [mark.text for mark in self.marks()]

    def expect_marks(self, *texts: str) -> list[Mark]:
        """Wait until exactly these texts are marked."""
        wanted = list(texts)
        return self.until(
            self.marks, lambda seen: [mark.text for mark in seen] == wanted, f"marks {wanted}"
        )

    def expect_text(self, field: Locator, text: str) -> None:
        """Wait until the editor itself holds this text."""
        self.until(lambda: written(field), lambda seen: seen == text, f"the draft {text!r}")

    def line_under(self, mark: Mark) -> str:
        """How the browser draws the mark: the line of its text decoration, or "none"."""
        style = (
            "(field, name) => getComputedStyle(field, `::highlight(${name})`).textDecorationLine"
        )
        line: str = self.frame.locator(":focus").evaluate(style, mark.name)
        return line

    def point_at(self, text: str) -> None:
        """Click the mark that lies on this text."""
        mark = next(mark for mark in self.marks() if mark.text == text)
        self.click(mark.x, mark.y)

    def click(self, x: float, y: float) -> None:
        """Click a place of the frame."""
        left, top = self._corner()
        self.page.mouse.click(left + x, top + y)

    def _corner(self) -> tuple[float, float]:
        if self.frame == self.page.main_frame:
            return 0, 0
        box = self.frame.frame_element().bounding_box()
        assert box is not None
        return box["x"], box["y"]

    def selected(self) -> str:
        """The text that typing would replace, in a field or in an editable element."""
        text: str = self.frame.evaluate(SELECTED)
        return text

    # --- the surface -------------------------------------------------------------------------

    def parts(self, selector: str) -> list[Part]:
        """The visible elements of the surface that match, in the order of the document."""
        return [Part(**part) for root in self._roots() for part in self._call(root, selector)]

    def expect_part(self, selector: str, text: str = "") -> Part:
        """Wait until the surface shows such an element with this text in it."""

        def match(parts: list[Part]) -> list[Part]:
            return [part for part in parts if text in part.text]

        return match(self.until(lambda: self.parts(selector), match, f"{selector} {text!r}"))[0]

    def expect_no_part(self, selector: str) -> None:
        """Wait until the surface shows no such element."""
        self.until(lambda: self.parts(selector), lambda parts: not parts, f"no {selector}")

    def expect_face(self, face: str) -> None:
        """Wait until the dot has this shape."""
        self.until(
            lambda: [part.face for part in self.parts(".badge")],
            lambda faces: faces == [face],
            f"the face {face}",
        )

    def watch_faces(self) -> None:
        """Begin to remember the shapes of the dot."""
        for root in self._roots():
            self._run(root, WATCH_FACES)

    def faces(self) -> list[str]:
        """The shapes that the dot had since `watch_faces`, the first one included."""
        return [face for root in self._roots() for face in self._run(root, FACES)]

    def press(self, selector: str, text: str = "") -> None:
        """Click such an element of the surface with the mouse."""
        part = self.expect_part(selector, text)
        self.click(part.x, part.y)

    def hover_dot(self) -> str:
        """Put the mouse on the dot and give what its card says."""
        dot = self.expect_part(".badge .dot")
        self.page.mouse.move(dot.x, dot.y)
        return self.expect_part(".badge .card").text

    def _roots(self) -> Iterator[int]:
        document = self._protocol.send("DOM.getDocument", {"depth": -1, "pierce": True})
        return surfaces(document["root"])

    def _call(self, root: int, selector: str) -> list[dict[str, Any]]:
        value: list[dict[str, Any]] = self._run(root, SHOWN, selector) or []
        return value

    def _run(self, root: int, function: str, *arguments: str) -> Any:
        """What a function gives that runs with the shadow root as `this`."""
        found = self._protocol.send("DOM.resolveNode", {"backendNodeId": root})
        answer = self._protocol.send(
            "Runtime.callFunctionOn",
            {
                "objectId": found["object"]["objectId"],
                "functionDeclaration": function,
                "arguments": [{"value": argument} for argument in arguments],
                "returnByValue": True,
            },
        )
        return answer["result"].get("value")


def _protocol(page: Page, frame: Frame | None) -> CDPSession:
    """The debugging protocol of the process that draws the frame: its own, or one above it."""
    while frame and frame != page.main_frame:
        try:
            return page.context.new_cdp_session(frame)
        except Error:
            frame = frame.parent_frame
    return page.context.new_cdp_session(page)


def surfaces(node: dict[str, Any]) -> Iterator[int]:
    """The shadow root of every surface at or below a node of the debugging protocol."""
    if node.get("localName") == "unruffle-surface":
        for root in node.get("shadowRoots", []):
            yield root["backendNodeId"]
    below = node.get("children", []) + node.get("shadowRoots", [])
    inner = node.get("contentDocument")
    for child in [*below, inner] if inner else below:
        yield from surfaces(child)


def written(field: Locator) -> str:
    """What the editor itself holds: its value, or its text where it is an editable element."""
    text: str = field.evaluate("(field) => 'value' in field ? field.value : field.innerText")
    return text.replace("\u00a0", " ")


def press_in(screen: Screen, selector: str, text: str = "") -> None:
    """Scroll the panel until such an element can be clicked, and click it."""
    panel = screen.expect_part(PANEL)
    screen.page.mouse.move(panel.x, panel.y)
    lowest = panel.y + panel.height / 2 - 60

    def seen() -> float:
        return screen.expect_part(selector, text).y

    for _ in range(30):
        if seen() < lowest:
            break
        screen.page.mouse.wheel(0, 100)
        screen.next_frame()
        screen.next_frame()
    screen.press(selector, text)
