"""What goes on around typing: input methods, another conversation, other frames, a wild page."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import BrowserContext, Page

from browsers import listen, worker_of
from desk import CHAT, LETTER, open_desk
from programs import Server
from replies import CLEAN, LATE_MARK
from screen import Screen, written

# Nothing tells that nothing was asked: frames go by for longer than the pause before a check.
PAUSE: Final = """
() => new Promise((done) => {
  const end = performance.now() + 400;
  const look = () => (performance.now() > end ? done() : requestAnimationFrame(look));
  look();
})
"""
SAYS: Final = """
(text) => {
  for (const turn of document.querySelectorAll("[data-author=customer] .turn-text")) {
    turn.textContent = text;
  }
}
"""
QUOTE: Final = 'On Monday you wrote "due to unforeseen circumstances", and it arrived on Friday.'


def test_half_a_word_of_an_input_method_is_not_asked_about(
    page: Page, browser_context: BrowserContext, server: Server
) -> None:
    """Three steps of a composition make one check, of the text that came of them."""
    box, screen = open_desk(page, server.url, CHAT)
    page.keyboard.type(CLEAN)
    screen.expect_face("check")
    heard = listen(browser_context)
    protocol = page.context.new_cdp_session(page)
    for step in ("n", "ni", "你"):
        at = {"selectionStart": len(step), "selectionEnd": len(step)}
        protocol.send("Input.imeSetComposition", {"text": step, **at})
        page.evaluate(PAUSE)
    protocol.send("Input.insertText", {"text": "你好"})
    assert written(box) == f"{CLEAN}你好"
    assert screen.until(heard, bool, "a check") == [f"{CLEAN}你好"]


def test_keys_of_an_input_method_are_its_own(page: Page, server: Server) -> None:
    """Tab and Escape in the middle of a composition choose a word; no gap is selected."""
    _, screen = open_desk(page, server.url, LETTER)
    page.keyboard.type("{time}")
    page.keyboard.press("Home")
    protocol = page.context.new_cdp_session(page)
    at = {"selectionStart": 2, "selectionEnd": 2}
    protocol.send("Input.imeSetComposition", {"text": "ni", **at})
    page.keyboard.press("Tab")
    assert screen.selected() != "{time}"


def test_the_conversation_is_read_again_for_each_check(page: Page, server: Server) -> None:
    """A page that shows the next ticket under the same reply box is not taken for the last one."""
    page.goto(f"{server.url}/demo")
    page.locator("#plain").focus()
    screen = Screen(page)
    screen.expect_face("ring")
    page.evaluate(SAYS, "It came late due to unforeseen circumstances, you said.")
    page.keyboard.type(QUOTE)
    # The customer's own words in quotation marks are no excuse of ours.
    screen.expect_face("check")
    assert screen.mark_texts() == []
    page.evaluate(SAYS, "My desk did not come.")
    page.keyboard.type(" ")
    screen.expect_marks(LATE_MARK)


def test_switched_off_here_no_key_is_taken_and_nothing_is_held(
    own_context: BrowserContext, server: Server
) -> None:
    """Off means off: Tab leaves the field past an open gap, and the chat's Enter sends it."""
    page = own_context.new_page()
    box, screen = open_desk(page, server.url, CHAT)
    page.keyboard.type("The driver calls you at {time}.")
    screen.expect_face("ring")
    choose = "(on) => chrome.runtime.sendMessage({kind: 'site', host: location.host, on})"
    origin = worker_of(own_context).url.split("/background/")[0]
    sender = own_context.new_page()
    sender.goto(f"{origin}/pages/options.html")
    host = server.url.removeprefix("http://")
    sender.evaluate(choose.replace("location.host", f"{host!r}"), False)
    page.bring_to_front()
    screen.expect_face("pause")
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    assert screen.selected() == ""
    box.focus()
    page.keyboard.press("Enter")
    screen.until(lambda: written(box), lambda seen: seen == "", "the message sent")
    assert screen.parts(".popover") == []
    sender.evaluate(choose.replace("location.host", f"{host!r}"), True)
    sender.close()
    page.close()
