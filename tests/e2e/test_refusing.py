"""Editors that make something else of the better words, or nothing: the agent is told."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Page

from desk import open_desk
from programs import Server
from replies import SORRY, SORRY_MARK
from screen import written

# What it does with words that come by an event, and with the key that undoes.
EDITOR: Final = """
<!doctype html><meta charset=utf-8><title>Refusing</title>
<div id=box contenteditable aria-label="Your message"></div>
<script>
  let before = "";
  const takes = (event) => {
    if (event.type === "beforeinput" && event.inputType !== "insertReplacementText") return;
    event.preventDefault();
    before = box.textContent;
    !TAKES!
  };
  box.addEventListener("beforeinput", takes);
  box.addEventListener("paste", takes);
  box.addEventListener("keydown", (event) => {
    if (!event.ctrlKey || event.key !== "z") return;
    event.preventDefault();
    !UNDOES!
  });
</script>
"""
ALTERS: Final = 'box.textContent = "Something else.";'
UNDOES: Final = "box.textContent = before;"
REFUSED: Final = "did not take the new words"
SPOILED: Final = "changed more than the marked words"


@pytest.mark.parametrize(
    ("takes", "undoes", "left", "said", "copied"),
    [
        pytest.param("", "", SORRY, REFUSED, "I'm sorry {what happened}.", id="nothing"),
        pytest.param(ALTERS, UNDOES, SORRY, REFUSED, "I'm sorry {what happened}.", id="undone"),
        pytest.param(ALTERS, "", "Something else.", SPOILED, SORRY, id="not-undone"),
    ],
)
def test_it_says_what_became_of_them(
    page: Page, server: Server, takes: str, undoes: str, left: str, said: str, copied: str
) -> None:
    """The card says it, and hands out the new words, or the old ones where they are lost."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    html = EDITOR.replace("!TAKES!", takes).replace("!UNDOES!", undoes)
    box, screen = open_desk(page, server.url, html)
    page.keyboard.type(SORRY)
    screen.expect_marks(SORRY_MARK)
    screen.point_at(SORRY_MARK)
    screen.press(".popover .offer")
    screen.expect_part(".popover .message", said)
    assert written(box) == left
    screen.press(".popover button", "Copy")
    screen.expect_part(".popover .message", "Copied")
    assert page.evaluate("navigator.clipboard.readText()") == copied
    page.keyboard.press("End")
    page.keyboard.type(" Yes.")
    assert written(box) == f"{left} Yes."
    screen.expect_no_part(".popover")
