"""Lists are published in the console, and agents are told once in the panel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browsers import SCREENSHOTS, Launch, connect, worker_of
from console_pictures import enter
from programs import Server
from screen import PANEL, Screen

NEWS: Final = ".panel .news"
CHORD: Final = "Alt+Shift+K"
KNOWN: Final = (
    "async () => (await chrome.storage.local.get('shared')).shared.settings.lists.revision"
)
DRAFT: Final = "Hello Ms. Calloway, the desk leaves us on Wednesday."


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own, on which lists are published."""
    running = Server(tmp_path_factory.mktemp("company"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def agent(
    launch: Launch, company: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """A browser whose extension has just been connected with that server."""

    def build(code: str) -> Path:
        folder = tmp_path_factory.mktemp("changed") / "extension"
        company.run("extension", str(folder), "--server", company.url, "--code", code)
        return folder

    context = connect(launch, build, company)
    yield context
    context.close()


def ticket(agent: BrowserContext, company: Server) -> tuple[Page, Screen]:
    """A draft at the demo helpdesk with the panel open beside it."""
    page = agent.new_page()
    page.goto(f"{company.url}/demo")
    page.locator("#plain").click()
    screen = Screen(page)
    screen.expect_face("ring")
    page.keyboard.type(DRAFT)
    page.keyboard.press(CHORD)
    screen.expect_part(f"{PANEL} .offer")
    return page, screen


def publish(lead: Page, company: Server, phrase: str) -> None:
    """Approve a wording, and publish it."""
    lead.goto(f"{company.url}/console/lists?scope=team/1&tab=wording")
    lead.get_by_label("Wording that is never marked").fill(phrase)
    lead.get_by_role("button", name="Approve").click()
    lead.get_by_role("link", name="publish", exact=True).click()
    lead.get_by_role("button", name="Publish").click()
    expect(lead.get_by_role("status")).to_contain_text("is live")


def test_a_change_of_the_lists_is_told_once(
    agent: BrowserContext, company: Server, browser: Browser
) -> None:
    """Not on the first day, then at the next opening of the panel, then never again for it."""
    page, screen = ticket(agent, company)
    assert screen.parts(NEWS) == []
    page.keyboard.press(CHORD)
    screen.expect_no_part(PANEL)
    key = company.ask("enroll", {"code": company.new_code()})["key"]
    lead = enter(browser, company, "ann", "owner")
    today = datetime.now(UTC).date()
    wanted = f"The lists changed on {today:%B} {today.day}. Some marks may be new."
    for number, phrase in ((2, "calm down tea"), (3, "calm down pot")):
        publish(lead, company, phrase)
        while company.ask("check", {"text": DRAFT}, key)["revision"] != number:
            screen.next_frame()
        # The next check brings the news along; nothing asks for it.
        page.bring_to_front()
        page.keyboard.type(" Yes.")
        screen.until(lambda: worker_of(agent).evaluate(KNOWN), number.__eq__, "the news")
        page.keyboard.press(CHORD)
        screen.expect_part(NEWS, wanted)
        page.screenshot(path=SCREENSHOTS / "lists-changed.png")
        page.keyboard.press(CHORD)
        screen.expect_no_part(PANEL)
        page.keyboard.press(CHORD)
        screen.expect_part(f"{PANEL} .offer")
        assert screen.parts(NEWS) == []
        page.keyboard.press(CHORD)
        screen.expect_no_part(PANEL)
    other, there = ticket(agent, company)
    assert there.parts(NEWS) == []
    other.close()
