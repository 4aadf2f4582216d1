"""What is the agent's own: promises with a day, own numbers. Neither leaves the browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browsers import SCREENSHOTS, worker_of
from desk import CHAT, open_desk
from programs import Server
from replies import LATE, LATE_MARK

PROMISE = "I will write to you tomorrow."

AT_ONCE = """
(many) => {
  const ended = { type: "ended", draft: "d", revision: 1, host: "localhost" };
  const events = [{ ...ended, at: new Date().toISOString() }];
  const send = () => chrome.runtime.sendMessage({ kind: "events", events });
  return Promise.all(Array.from({ length: many }, send));
}
"""


@pytest.fixture
def ours(own_context: BrowserContext) -> Iterator[Page]:
    """A tab for a page of the extension."""
    page = own_context.new_page()
    yield page
    page.close()


def open_ours(page: Page, name: str) -> None:
    """Show a page of the extension in front."""
    page.bring_to_front()
    page.goto(f"{worker_of(page.context).url.split('/background/')[0]}/pages/{name}.html")


def test_a_promise_comes_back_with_its_ticket(own_page: Page, ours: Page, server: Server) -> None:
    """Once the reply went out, not while it is typed; settled, it is gone."""
    box, screen = open_desk(own_page, server.url, CHAT)
    own_page.keyboard.type(PROMISE)
    screen.expect_face("check")
    open_ours(ours, "popup")
    promises = ours.get_by_role("region", name="Promises with a day")
    expect(promises).to_be_hidden()
    own_page.bring_to_front()
    box.focus()
    own_page.keyboard.press("Enter")
    screen.expect_face("ring")
    open_ours(ours, "popup")
    expect(promises.get_by_text(re.compile(r"^By \w{3}, \w{3} \d+:"))).to_be_visible()
    link = promises.get_by_role("link")
    expect(link).to_have_attribute("href", f"{server.url}/desk")
    ours.set_viewport_size({"width": 300, "height": 420})
    ours.screenshot(path=SCREENSHOTS / "popup-promises.png")
    promises.get_by_role("button", name="Done").click()
    expect(promises).to_be_hidden()
    open_ours(ours, "popup")
    expect(promises).to_be_hidden()


def test_own_numbers_are_counted_here(own_page: Page, ours: Page, server: Server) -> None:
    """Replies, marks, and what became of them, by week."""
    _, screen = open_desk(own_page, server.url, CHAT)
    own_page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)
    screen.point_at(LATE_MARK)
    screen.press(".popover button", "Keep mine")
    screen.expect_marks()
    own_page.keyboard.press("Enter")
    screen.expect_face("ring")
    open_ours(ours, "options")
    table = ours.locator("#own")
    expect(table).to_be_visible()
    cells = table.get_by_role("row").nth(1).get_by_role("cell").all_inner_texts()
    replies, shown, improved, kept = map(int, cells)
    assert (replies >= 1, shown, improved, kept) == (True, 1, 0, 1)
    table.scroll_into_view_if_needed()
    ours.screenshot(path=SCREENSHOTS / "options-own.png")


def test_of_replies_that_go_out_at_once_none_is_lost(ours: Page) -> None:
    """Windows and frames count into the same week, and wait for no one."""
    open_ours(ours, "options")

    def replies() -> int:
        answer = ours.evaluate("chrome.runtime.sendMessage({ kind: 'own' })")
        return sum(week["replies"] for week in answer["weeks"])

    before = replies()
    ours.evaluate(AT_ONCE, 30)
    assert replies() == before + 30
