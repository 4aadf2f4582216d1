"""From an unpacked extension to the first mark, by the options page and a real code."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browsers import SCREENSHOTS, Build, Launch, worker_of
from programs import Server
from replies import LATE, LATE_MARK
from screen import Screen


@pytest.fixture
def fresh(launch: Launch, build: Build) -> BrowserContext:
    """A browser with the extension as it is shipped, connected to nothing."""
    return launch(build())


def options(context: BrowserContext) -> Page:
    """The extension's options page in a new tab."""
    page = context.new_page()
    page.goto(f"{worker_of(context).url.split('/background/')[0]}/pages/options.html")
    return page


def test_a_connect_link_enrolls_and_the_open_tab_works_at_once(
    fresh: BrowserContext, server: Server
) -> None:
    """Before it the dot says "not connected yet"; after it the same draft is marked."""
    demo = fresh.new_page()
    demo.goto(f"{server.url}/demo")
    demo.locator("#plain").click()
    demo.keyboard.type(LATE)
    screen = Screen(demo)
    screen.expect_face("broken")
    assert "Not connected yet" in screen.hover_dot()
    assert screen.mark_texts() == []

    page = options(fresh)
    page.get_by_label("Connect link").fill(f"{server.url}/connect#{server.new_code()}")
    page.get_by_role("button", name="Connect", exact=True).click()
    expect(page.get_by_text("Connected. Replies on the sites below")).to_be_visible()
    page.get_by_role("button", name="Test the connection").click()
    expect(page.get_by_text("answers. Team: Demo.")).to_be_visible()
    page.screenshot(path=SCREENSHOTS / "options.png", full_page=True)

    demo.bring_to_front()
    screen.expect_marks(LATE_MARK)
    fresh.close()


def test_a_used_code_is_explained(fresh: BrowserContext, server: Server) -> None:
    """A code that somebody has used is named as such, with what to do next."""
    code = server.new_code()
    server.ask("enroll", {"code": code})
    page = options(fresh)
    page.get_by_label("Connect link").fill(f"{server.url}/connect#{code}")
    page.get_by_role("button", name="Connect", exact=True).click()
    expect(page.get_by_text("used already")).to_be_visible()
    fresh.close()


def test_a_connection_that_the_team_closed_is_not_called_one(
    own_context: BrowserContext, server: Server, own_key: str
) -> None:
    """The server is asked when the page opens: it tells what is stored from what still holds."""
    page = options(own_context)
    expect(page.get_by_text("Connected to")).to_be_visible()
    server.revoke(own_key)
    page.reload()
    expect(page.get_by_text("The team closed this connection.")).to_be_visible()
    expect(page.get_by_label("Connect link")).to_be_visible()
    expect(page.get_by_text("Connected to")).to_have_count(0)
    page.close()
