"""What several tests stand on: a real server, a real browser with the real extension, a world."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

import drawn  # noqa: F401  # how many inputs tests draw, unless another profile is asked for
import stage
from browsers import Build, Launch, close_welcome, connect
from cluster import Cluster
from editorpages import bundle, serve
from programs import Server
from realdesk import Helpdesk
from stage import World, make_settings, make_world
from unruffle.demo.browser import find_chromium, switches


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--postgresql` runs the tests of the server on a PostgreSQL instead of SQLite."""
    parser.addoption(
        "--postgresql", action="store_true", help="run the server's tests on PostgreSQL"
    )


@pytest.fixture(scope="session", autouse=True)
def _postgresql(pytestconfig: pytest.Config) -> Iterator[None]:
    """A PostgreSQL for this run, where it was asked for."""
    if not pytestconfig.getoption("--postgresql"):
        yield
        return
    stage.cluster = Cluster()
    stage.cluster.start()
    yield
    stage.cluster.remove()
    stage.cluster = None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the slow tests last; the browser's driver also keeps an event loop to itself."""
    items.sort(key=lambda item: "e2e" in item.path.parts)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world that the tests of one module share because they leave it as it is."""
    yield from make_world(make_settings(tmp_path_factory.mktemp("shared")))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A world for one test."""
    yield from make_world(make_settings(tmp_path))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server; a test that stops it starts it again."""
    running = Server(tmp_path_factory.mktemp("server"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def api_key(server: Server) -> str:
    """A key of the demo team, for tests that ask the server themselves."""
    key: str = server.ask("enroll", {"code": server.new_code()})["key"]
    return key


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver of every browser in this run."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A plain browser: admins need no extension."""
    opened = playwright.chromium.launch(executable_path=find_chromium())
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for the admins of one module, on which nobody has been yet."""
    running = Server(tmp_path_factory.mktemp("console"))
    # Links that it prints lead to it.
    running.env["UNRUFFLE_PORT"] = running.url.rpartition(":")[2]
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def launch(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launch]:
    """Open a Chromium with a fresh profile, with an extension or with none."""
    chromium = find_chromium()
    assert chromium, "no Chromium found; `make test` installs one"
    with ExitStack() as browsers:

        def open_browser(extension: Path | None) -> BrowserContext:
            context = playwright.chromium.launch_persistent_context(
                tmp_path_factory.mktemp("profile"),
                executable_path=chromium,
                headless=True,
                args=switches(extension),
                viewport={"width": 1280, "height": 900},
                reduced_motion="reduce",
            )
            browsers.callback(context.close)
            context.set_default_timeout(10_000)
            if extension:
                close_welcome(context)
            return context

        yield open_browser


@pytest.fixture(scope="session")
def build(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Write a copy of the extension; with a code it connects by itself."""

    def write(code: str = "") -> Path:
        folder = tmp_path_factory.mktemp("build") / "extension"
        preset = ["--server", server.url, "--code", code] if code else []
        server.run("extension", str(folder), *preset)
        return folder

    return write


@pytest.fixture(scope="session")
def browser_context(launch: Launch, build: Build, server: Server) -> BrowserContext:
    """The browser that most tests share: the extension is loaded and connected."""
    return connect(launch, build, server)


@pytest.fixture(scope="module")
def own_browser(
    launch: Launch, build: Build, server: Server
) -> Iterator[tuple[BrowserContext, str]]:
    """A connected browser, and the id of the key that it was just given."""
    context = connect(launch, build, server)
    yield context, server.newest_key()
    context.close()


@pytest.fixture(scope="module")
def own_context(own_browser: tuple[BrowserContext, str]) -> BrowserContext:
    """A connected browser for tests that change the extension's settings or its key."""
    return own_browser[0]


@pytest.fixture(scope="module")
def own_key(own_browser: tuple[BrowserContext, str]) -> str:
    """The id of the key of that browser, whatever keys were given since."""
    return own_browser[1]


@pytest.fixture(scope="session")
def editor_pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the pages that hold real editors."""
    dist = tmp_path_factory.mktemp("editors")
    bundle(dist)
    with serve(dist) as address:
        yield address


@pytest.fixture
def page(browser_context: BrowserContext) -> Iterator[Page]:
    """A new tab of the shared browser."""
    tab = browser_context.new_page()
    yield tab
    tab.close()


@pytest.fixture
def own_page(own_context: BrowserContext) -> Iterator[Page]:
    """A new tab of the module's own browser, for tests that change what the extension keeps."""
    tab = own_context.new_page()
    yield tab
    tab.close()


@pytest.fixture(scope="module")
def helpdesk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Helpdesk]:
    """A running helpdesk."""
    running = Helpdesk(tmp_path_factory.mktemp("helpdesk"))
    running.start()
    yield running
    running.stop()
