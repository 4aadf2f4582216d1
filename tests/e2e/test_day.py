"""A day of forty fair replies, typed with real keys: the dot changes once a ticket at most."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import Locator, Page

from browsers import listen
from programs import Server
from screen import Screen, written

TICKETS: Final = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data/quiet-day.jsonl").read_text("utf-8").splitlines()
]
FALSE_MARKS: Final = 6
# The page shows this one message, just written, and nothing of the demo's own conversation.
SAYS: Final = """
(text) => {
  for (const turn of document.querySelectorAll("[data-author]")) {
    if (turn.dataset.author !== "customer") turn.remove();
  }
  const said = [...document.querySelectorAll("[data-author=customer]")];
  for (const turn of said.slice(0, -1)) turn.remove();
  said.at(-1).querySelector(".turn-text").textContent = text;
  said.at(-1).querySelector("time").dateTime = new Date().toISOString();
}
"""
# The agent stops for a moment after each sentence, as people do, and the draft is checked there.
SENTENCE: Final = re.compile(r".+?(?:[.!?:](?=\s)|\n+|$)\s*", re.DOTALL)


def _typed(page: Page, field: Locator, text: str) -> Iterator[str]:
    """What the field holds after each sentence that was typed."""
    for sentence in SENTENCE.findall(text):
        page.keyboard.type(sentence)
        yield written(field)


def test_a_day_of_fair_replies_is_quiet(page: Page, server: Server) -> None:
    """Few marks in all, none on a half-written draft, and one change of the dot a ticket."""
    page.goto(f"{server.url}/demo")
    field, screen = page.locator("#plain"), Screen(page)
    heard = listen(page.context)
    false: list[str] = []
    for ticket in TICKETS:
        field.fill("")
        page.evaluate(SAYS, ticket["customer"])
        field.focus()
        screen.expect_face("ring")
        screen.watch_faces()
        for so_far in _typed(page, field, ticket["text"]):
            screen.until(lambda: heard()[-1:], [so_far].__eq__, "a check")
        field.blur()
        faces = screen.until(screen.faces, lambda seen: len(seen) > 1, "an answer")
        marks = screen.mark_texts()
        false += marks
        assert faces == ["ring", "filled" if marks else "check"], (ticket["text"], marks)
    assert len(false) <= FALSE_MARKS, false
