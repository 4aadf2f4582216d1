"""Whether everybody can use what we show: axe looks at the extension's pages and the server's."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browsers import SCREENSHOTS, worker_of
from programs import Server

AXE: Final = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
RUN: Final = """
async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
  }));
}
"""


@pytest.fixture
def origin(own_context: BrowserContext) -> str:
    """The address of the extension's own pages."""
    return worker_of(own_context).url.split("/background/")[0]


def found(page: Page) -> list[dict[str, Any]]:
    """What axe finds in the page as it is now."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    findings: list[dict[str, Any]] = page.evaluate(RUN)
    return findings


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dot_the_card_and_the_panel(own_page: Page, origin: str, scheme: Any) -> None:
    """The same modules as in a reply box, in an open page: contrast, names and roles."""
    own_page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    own_page.goto(f"{origin}/pages/preview.html")
    card = own_page.locator(".popover")
    panel = own_page.get_by_role("dialog", name="This reply")
    for name in ("Why?", "More"):
        card.get_by_role("button", name=name).click()
    expect(panel).to_be_visible()
    for button in panel.get_by_role("button", name="Why?").all():
        button.click()
    for name in ("More", "Show the score"):
        panel.get_by_role("button", name=name).click()
    own_page.screenshot(path=SCREENSHOTS / f"preview-{scheme}.png")
    assert found(own_page) == []
    panel.get_by_role("button", name="Close").click()
    own_page.get_by_role("button", name="Keep mine").click()
    for name in ("3 places", "2 gaps", "Paused until", "Not connected: nothing"):
        line = own_page.locator("#states li").filter(has_text=name)
        line.scroll_into_view_if_needed()
        own_page.get_by_role("button", name=f"unruffle: {name}").focus()
        expect(own_page.locator(".card:visible")).to_contain_text(name)
        assert found(own_page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_options(own_page: Page, origin: str, scheme: Any) -> None:
    """With the form for a new connection open, every control has a name and enough contrast."""
    own_page.emulate_media(color_scheme=scheme)
    own_page.goto(f"{origin}/pages/options.html")
    expect(own_page.get_by_text("Connected to")).to_be_visible()
    expect(own_page.get_by_text("Alt+Shift+U")).to_be_visible()
    own_page.get_by_role("button", name="Connect again").click()
    own_page.get_by_text("Type server and code instead").click()
    own_page.screenshot(path=SCREENSHOTS / f"options-{scheme}.png", full_page=True)
    assert found(own_page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_card_of_the_toolbar_button(own_page: Page, origin: str, scheme: Any) -> None:
    """Opened on a page that is no web site, as here, it says what there is to do."""
    own_page.emulate_media(color_scheme=scheme)
    own_page.goto(f"{origin}/pages/popup.html")
    expect(own_page.get_by_text("Nothing to do on this page")).to_be_visible()
    assert found(own_page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/connect", "/rules", "/rules/excuse", "/rules/sources"])
def test_the_pages_of_the_server(own_page: Page, server: Server, path: str, scheme: Any) -> None:
    """With every part opened, wide and on a phone, where nothing is wider than the screen."""
    own_page.emulate_media(color_scheme=scheme)
    own_page.goto(f"{server.url}{path}")
    for part in own_page.locator("summary").all():
        part.click()
    assert found(own_page) == []
    own_page.set_viewport_size({"width": 360, "height": 800})
    assert own_page.evaluate("document.documentElement.scrollWidth") == 360
    assert found(own_page) == []
    name = path.strip("/").replace("/", "-")
    own_page.screenshot(path=SCREENSHOTS / f"{name}-{scheme}.png", full_page=True)


def test_the_rules_by_keyboard(own_page: Page, server: Server) -> None:
    """The first Tab offers to skip the navigation; what a rule looks for opens with Enter."""
    own_page.goto(f"{server.url}/rules/excuse")
    own_page.keyboard.press("Tab")
    expect(own_page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    own_page.keyboard.press("Enter")
    expect(own_page.get_by_role("main")).to_be_focused()
    own_page.locator("summary").first.focus()
    own_page.keyboard.press("Enter")
    expect(own_page.locator("details").first).to_have_attribute("open", "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_page(own_page: Page, origin: str, scheme: Any) -> None:
    """With a marked reply in it."""
    own_page.emulate_media(color_scheme=scheme)
    own_page.goto(f"{origin}/pages/welcome.html")
    expect(own_page.get_by_text("Connected to")).to_be_visible()
    own_page.get_by_role("button", name="Put a sample in").click()
    assert found(own_page) == []
