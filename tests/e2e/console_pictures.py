"""The console in a plain browser: the way in, and pictures of pages that axe looked at first."""

from __future__ import annotations

from typing import Final, Literal

from playwright.sync_api import Browser, Page, expect

from browsers import SCREENSHOTS
from programs import Server
from test_everyone import found

PASSWORD: Final = "four calm words here"
WIDE: Final = 1280
PHONE: Final = 360
_SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


def enter(browser: Browser, server: Server, name: str, role: str = "owner", team: str = "") -> Page:
    """A tab of an admin of this name, who came by the printed link and chose a password."""
    page = browser.new_page()
    teams = ["--team", team] if team else []
    link = server.run("admin", "invite", "--role", role, *teams, name)
    # It names the address that the server is told to have, which is not where a test runs it.
    page.goto(f"{server.url}/console/first#{link.rpartition('#')[2]}")
    choose_password(page)
    expect(page.get_by_text(f"{name}, {role}")).to_be_visible()
    return page


def choose_password(page: Page) -> None:
    """Choose the password on the page behind a one-time link."""
    page.get_by_label("Password, at least").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Sign in with it").click()


def look(page: Page, name: str) -> None:
    """Nothing for axe to say and nothing beside the page, light and dark, wide and on a phone."""
    for scheme in _SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in (WIDE, PHONE):
            page.set_viewport_size({"width": width, "height": 800})
            assert found(page) == [], (name, scheme, width)
            assert page.evaluate("document.documentElement.scrollWidth") == width, name
            picture = SCREENSHOTS / f"console-{name}-{scheme}-{width}.png"
            page.screenshot(path=picture, full_page=True)
    page.set_viewport_size({"width": WIDE, "height": 800})
