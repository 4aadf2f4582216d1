"""Browsers with the extension in them."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext, Page, Worker

from programs import Server

# The browser has to know its policies first, which takes it seconds, and more when it is busy.
ENROLL_S: Final = 60.0
# Where npm's `browsers install firefox@esr` puts its builds.
FIREFOX_BUILDS: Final = Path("~/.cache/puppeteer").expanduser()
SCREENSHOTS: Final = Path(__file__).parent / "screenshots"

# The worker is told of every check before it does it. One listener serves every test of a browser.
LISTEN: Final = """
() => {
  const known = globalThis.askedAbout !== undefined;
  globalThis.askedAbout = [];
  if (known) return;
  chrome.runtime.onMessage.addListener(({ kind, text }) => {
    if (kind === "check") globalThis.askedAbout.push(text);
  });
}
"""

ENROLLED: Final = "async () => (await chrome.storage.local.get('shared')).shared?.enrolled === true"
# What the worker keeps, the key and the receipts left out.
KEPT: Final = """
async () => [await chrome.storage.session.get(), await chrome.storage.local.get()]
"""

Launch = Callable[[Path | None], BrowserContext]
Build = Callable[..., Path]


def find_firefox() -> Path | None:
    """Give the browser named by the variable FIREFOX, else one on the path, else npm's."""
    named = os.environ.get("FIREFOX")
    for name in (named,) if named else ("firefox-esr", "firefox"):
        found = shutil.which(name)
        if found:
            return Path(found)
    builds = [] if named else sorted(FIREFOX_BUILDS.glob("firefox/*/firefox/firefox"))
    return builds[-1] if builds else None


def worker_of(context: BrowserContext) -> Worker:
    """The extension's service worker."""
    running = context.service_workers
    return running[0] if running else context.wait_for_event("serviceworker")


def close_welcome(context: BrowserContext) -> None:
    """Wait for the page with which a new extension introduces itself, and close it."""
    welcome = "**/pages/welcome.html"
    found = [page for page in context.pages if page.url.endswith(welcome[2:])]
    page = found[0] if found else context.wait_for_event("page")
    page.wait_for_url(welcome)
    page.close()


def listen(context: BrowserContext) -> Callable[[], list[str]]:
    """A look at the drafts that were asked about since this call, the oldest first."""
    worker = worker_of(context)
    worker.evaluate(LISTEN)
    return lambda: list(worker.evaluate("askedAbout"))


def connect(launch: Launch, build: Build, server: Server) -> BrowserContext:
    """A browser whose extension has just enrolled with the server."""
    context = launch(build(server.new_code()))
    enrolled(context)
    return context


def enrolled(context: BrowserContext) -> None:
    """Wait until the extension has a key."""
    end = time.monotonic() + ENROLL_S
    worker = worker_of(context)
    while not worker.evaluate(ENROLLED):
        assert time.monotonic() < end, f"not enrolled by the preset: {worker.evaluate(KEPT)}"


def extensions_page(context: BrowserContext) -> Page:
    """The browser's own page of extensions, in the developer mode.

    Without that mode the browser disables what is reloaded.
    """
    page = context.new_page()
    page.goto("chrome://extensions")
    page.evaluate("chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })")
    return page


def reload_extension(context: BrowserContext) -> Worker:
    """Load the extension again from its folder, as an update does, and give its new worker."""
    worker = worker_of(context)
    with context.expect_event("serviceworker") as started:
        worker.evaluate("() => void setTimeout(() => chrome.runtime.reload())")
    return started.value
