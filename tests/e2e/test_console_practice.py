"""An observer practices: a message, live marks in a plain browser, a playbook, and no trace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from browsers import SCREENSHOTS
from console_pictures import enter, look
from counted import counts
from programs import Server
from replies import LATE, LATE_MARK
from screen import PANEL, Screen

UNIQUE: Final = "zanzibar-lantern-quartz"


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own; its demo helpdesk is off, as where it is installed for a company."""
    running = Server(tmp_path_factory.mktemp("practice"))
    running.env["UNRUFFLE_DEMO"] = "off"
    running.start()
    running.run("admin", "team", "add", "Billing")
    yield running
    running.stop()


def test_whoever_signs_in_can_practice(console: Server, browser: Browser) -> None:
    """The extension's own modules mark, explain and replace; Ctrl+Z takes it back."""
    page = enter(browser, console, "olga", "observer")
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.get_by_role("link", name="See what agents see").click()
    expect(page.get_by_role("heading", name="Practice")).to_be_visible()
    look(page, "practice")

    page.get_by_label("List").select_option("minimizing")
    page.get_by_role("button", name="Show").click()
    message = page.locator(".turn-text")
    first = message.inner_text()
    page.get_by_role("link", name="Next message").click()
    assert message.inner_text() != first
    page.get_by_role("link", name="Message before").click()
    expect(message).to_have_text(first)
    expect(page.get_by_text("seems so here").first).to_be_visible()

    field = page.get_by_label("The reply")
    field.click()
    screen = Screen(page)
    screen.expect_face("ring")
    page.keyboard.type(f"{UNIQUE}. {LATE}")
    screen.expect_marks(LATE_MARK)
    screen.point_at(LATE_MARK)
    screen.expect_part(".popover")
    page.screenshot(path=SCREENSHOTS / "console-practice-live.png")
    screen.press(".offer")
    screen.until(field.input_value, lambda text: LATE_MARK not in text, "better words")
    page.keyboard.press("Control+z")
    screen.expect_text(field, f"{UNIQUE}. {LATE}")
    page.keyboard.press("Alt+Shift+K")
    screen.expect_part(PANEL, "It reads as a complaint.")
    page.screenshot(path=SCREENSHOTS / "console-practice-panel.png")
    assert problems == []
    _expect_no_trace(console)


def _expect_no_trace(console: Server) -> None:
    """Nothing that was typed is in a file of the server, and nothing was counted."""
    folder = console.database.parent
    for path in filter(Path.is_file, folder.rglob("*")):
        assert UNIQUE.encode() not in path.read_bytes(), path
    assert sum(counts(console).values()) == 0


def test_without_scripts_the_way_to_the_try_it_box_is_shown(
    console: Server, browser: Browser
) -> None:
    """Message and playbook are there all the same."""
    page = enter(browser, console, "otto", "observer")
    state = page.context.storage_state()
    plain = browser.new_context(java_script_enabled=False, storage_state=state).new_page()
    plain.goto(f"{console.url}/console/practice")
    expect(plain.get_by_text("The live marks need JavaScript.")).to_be_visible()
    expect(plain.get_by_role("heading", name="What helps, by cause")).to_be_visible()
