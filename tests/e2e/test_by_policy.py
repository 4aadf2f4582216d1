"""A roll-out, as far as a browser goes that no policy reaches."""

from __future__ import annotations

import subprocess
from typing import Final

from playwright.sync_api import BrowserContext, expect

from browsers import Build, Launch, enrolled, worker_of
from programs import Server
from unruffle.demo.browser import find_chromium, switches
from unruffle.extension import chromium_id
from unruffle.packed import id_of, read

# A policy cannot be laid down without being root; what it does to the extension can.
LAY_DOWN = """
({ server, code }) => {
  chrome.storage.managed.get = async () => ({ server, code });
  chrome.storage.onChanged.dispatch({}, "managed");
}
"""
# Chromium takes seconds to say of its policies, at times far more: here it never does.
SILENT: Final = "chrome.storage.managed.get = () => new Promise(() => undefined);"
#: How the public key begins that `--pack-extension` makes: RSA of 2048 bits, DER.
KEY = bytes.fromhex("30820122300d0609")
KEY_SIZE = 294


def test_the_browser_gives_the_id_that_is_computed(browser_context: BrowserContext) -> None:
    """From the key of the manifest, so that a policy can name it."""
    assert worker_of(browser_context).url.startswith(f"chrome-extension://{chromium_id()}/")


def test_a_crx_that_the_browser_packed_is_read(build: Build) -> None:
    """Its id is that of the key it was signed with."""
    chromium, folder = find_chromium(), build()
    assert chromium
    pack = [str(chromium), "--headless", *switches(None), f"--pack-extension={folder}"]
    subprocess.run(pack, check=True, capture_output=True, timeout=60)
    crx = folder.with_suffix(".crx")
    content, found = crx.read_bytes(), read(crx)
    at = content.index(KEY)
    assert found.id == id_of(content[at : at + KEY_SIZE]) != chromium_id()
    assert (found.version, found.least_browser) == ("0.1.0", "140")


def test_a_policy_that_comes_late_connects(launch: Launch, build: Build, server: Server) -> None:
    """The browser tells of a policy some seconds after it installed the extension; pages follow."""
    context = launch(build())
    worker = worker_of(context)
    page = context.new_page()
    page.goto(f"{worker.url.split('/background/')[0]}/pages/options.html")
    expect(page.get_by_text("Not connected yet")).to_be_visible()
    worker.evaluate(LAY_DOWN, {"server": server.url, "code": server.new_code()})
    enrolled(context)
    expect(page.get_by_text("Connected to")).to_be_visible()
    expect(page.get_by_label("Connect link")).to_be_hidden()
    context.close()


def test_a_browser_that_says_nothing_of_policies(
    launch: Launch, build: Build, server: Server
) -> None:
    """The build's own code connects all the same."""
    folder = build(server.new_code())
    main = folder / "background" / "main.js"
    main.write_text(main.read_text("utf-8") + SILENT, "utf-8")
    context = launch(folder)
    enrolled(context)
    context.close()
