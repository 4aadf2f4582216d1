"""Pictures of console pages, each looked at by axe first."""

from __future__ import annotations

from typing import Final, Literal

from playwright.sync_api import Page

from browsers import SCREENSHOTS
from test_everyone import found

WIDE: Final = 1280
PHONE: Final = 360
_SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


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
