"""Webmail, where private and internal mail is written beside that to customers."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page

from browsers import listen, worker_of
from desk import open_desk
from programs import Server
from replies import LATE, LATE_MARK
from screen import Screen

MAIL: Final = (Path(__file__).parent / "sites" / "gmail.html").read_text("utf-8")
COLLEAGUE: Final = MAIL.replace("TO", "kim@shop.example")
CUSTOMER: Final = MAIL.replace("TO", "ruth@home.example")
DOMAINS: Final = """
async (domains) => {
  const { shared } = await chrome.storage.local.get("shared");
  await chrome.storage.local.set({
    shared: { ...shared, settings: { ...shared.settings, domains } },
  });
}
"""


def opened(own_page: Page, server: Server, html: str, *domains: str) -> Screen:
    """The mail that is being written, with a risky sentence in it."""
    worker_of(own_page.context).evaluate(DOMAINS, list(domains))
    _, screen = open_desk(own_page, server.url, html, ".reply")
    own_page.keyboard.type(LATE)
    return screen


@pytest.mark.parametrize("domains", [(), ("shop.example",)])
def test_private_mail_is_checked_on_request(
    own_page: Page, server: Server, domains: tuple[str, ...]
) -> None:
    """Nothing of it is sent before that; the dot says so, and a press on it is the request."""
    asked = listen(own_page.context)
    screen = opened(own_page, server, COLLEAGUE, *domains)
    screen.expect_face("dash")
    assert "mail may be private here" in screen.hover_dot()
    assert asked() == []
    screen.press(".badge .act", "Check this one")
    screen.expect_marks(LATE_MARK)


def test_opening_the_panel_is_a_request(own_page: Page, server: Server) -> None:
    """Who opens it wants to know."""
    screen = opened(own_page, server, COLLEAGUE)
    screen.expect_face("dash")
    own_page.keyboard.press("Alt+Shift+K")
    screen.expect_marks(LATE_MARK)
    screen.expect_part(".panel", "Four phases")


def test_mail_to_a_customer_is_checked_like_a_reply(own_page: Page, server: Server) -> None:
    """A recipient is outside the company's domains, and so it is known who wrote what."""
    screen = opened(own_page, server, CUSTOMER, "shop.example")
    screen.expect_marks(LATE_MARK)
    own_page.keyboard.press("Alt+Shift+K")
    screen.expect_part(".panel", "Read: “The lamp arrived broken.”")


def test_without_known_domains_nobody_is_a_customer(own_page: Page, server: Server) -> None:
    """Then every mail is checked on request only."""
    screen = opened(own_page, server, CUSTOMER)
    screen.expect_face("dash")
