"""`python -m unruffle.demo`: the product with a database in .run, and a browser if wished."""

from __future__ import annotations

import os
import sys
import threading
import time
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final

import click

from unruffle import auth, extension
from unruffle.cli import main as unruffle
from unruffle.db.engine import Database
from unruffle.demo.browser import find_chromium, open_chromium
from unruffle.settings import Settings

RUN: Final = Path(".run")
START_S: Final = 60.0

LOAD: Final = """
To mark words in any helpdesk, load the extension (Chromium, Chrome, Edge):
  1. open chrome://extensions and switch on "Developer mode"
  2. "Load unpacked", and choose {folder}
  3. open its options, and paste this connect link, which works once:
     {url}/connect#{code}
"""
NO_BROWSER: Final = "No Chromium found: install one, or name it: make run BROWSER=1 CHROMIUM=/path"
NO_SCREEN: Final = "There is no screen to open a browser on; the addresses above work from any."


@click.command()
@click.option("--port", type=int, default=8765, show_default=True)
@click.option("--browser", is_flag=True, help="Open Chromium with the extension connected.")
def main(port: int, browser: bool) -> None:
    """Serve the product with the demo helpdesk until Ctrl+C."""
    RUN.mkdir(exist_ok=True)
    database = (RUN / "unruffle.db").resolve()
    os.environ.setdefault("UNRUFFLE_DATABASE_URL", f"sqlite:///{database}")
    threading.Thread(target=welcome, args=(port, browser), daemon=True).start()
    unruffle(["serve", "--port", str(port), "--demo"], prog_name="unruffle")


def welcome(port: int, browser: bool) -> None:
    """Wait until the server answers, then say and do what comes next."""
    end = time.monotonic() + START_S
    while not ready(port):
        if time.monotonic() > end:
            return
        time.sleep(0.1)
    url = f"http://127.0.0.1:{port}"
    click.echo(LOAD.format(folder=extension.folder(), url=url, code=new_code()))
    if browser:
        show(url)


def ready(port: int) -> bool:
    """Whether the server answers that it is ready."""
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def show(url: str) -> None:
    """Open the demo helpdesk in a Chromium whose extension is connected already."""
    chromium = find_chromium()
    if chromium is None:
        click.echo(NO_BROWSER)
        return
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        click.echo(NO_SCREEN)
        return
    build = RUN / "extension"
    extension.write(build, url, new_code())
    open_chromium(chromium, build, RUN / "profile", f"{url}/demo")
    click.echo("Chromium opens the demo helpdesk, with the extension connected.")


def new_code() -> str:
    """An enrollment code of the demo team, for one day."""
    now = datetime.now(UTC)
    database = Database(Settings.load(os.environ))
    try:
        return auth.new_code(database, auth.demo_team(database, now).id, now, days=1)
    finally:
        database.close()


if __name__ == "__main__":
    main()
