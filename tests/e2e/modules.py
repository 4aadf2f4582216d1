"""A page that imports the content modules by itself, with no extension and no server."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from playwright.sync_api import Page, Route

EXTENSION: Final = Path(__file__).parents[2] / "extension"
SITE: Final = "http://modules.test"


def open_modules(page: Page, html: str) -> None:
    """Show the HTML at an address under which `/content/` holds the content modules."""

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(SITE).lstrip("/")
        if path:
            route.fulfill(path=EXTENSION / path, content_type="text/javascript")
        else:
            route.fulfill(body=f"<!doctype html><meta charset=utf-8>{html}")

    page.route(f"{SITE}/**", serve)
    page.goto(f"{SITE}/")
