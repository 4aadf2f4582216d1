"""`python -m unruffle.demo`: the product with a database in .run, and a browser if wished."""

from __future__ import annotations

import os
import shlex
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import click

from unruffle import auth, extension
from unruffle.cli import main as unruffle
from unruffle.cli.serve import addresses, first_steps
from unruffle.demo.browser import find_chromium, open_chromium
from unruffle.preset import Preset
from unruffle.server import Server

RUN: Final = Path(".run")

LOAD: Final = """
To mark words in any helpdesk, load the extension (Chromium, Chrome, Edge):
  1. open chrome://extensions and switch on "Developer mode"
  2. "Load unpacked", and choose {folder}
  3. open its options, and paste this connect link, which works once:
     {url}/connect#{code}

For a link for one more extension, in another terminal:
  {another}
"""
NO_BROWSER: Final = "No Chromium found: install one, or name it: make run BROWSER=1 CHROMIUM=/path"
NO_SCREEN: Final = "There is no screen to open a browser on; the addresses above work from any."
OPENS: Final = "Chromium opens the demo helpdesk, with the extension connected."


@click.command()
@click.option("--port", type=int, help="Port to listen on; 8765 unless set.")
@click.option("--browser", is_flag=True, help="Open Chromium with the extension connected.")
def main(port: int | None, browser: bool) -> None:
    """Serve the product with the demo helpdesk, to this machine, until Ctrl+C."""
    RUN.mkdir(exist_ok=True)
    settings = {} if port is None else {"UNRUFFLE_PORT": str(port)}
    if "UNRUFFLE_DATABASE_URL" not in os.environ:
        settings["UNRUFFLE_DATABASE_URL"] = f"sqlite:///{(RUN / 'unruffle.db').resolve()}"
    os.environ.update(settings)
    unruffle(["serve"], "unruffle", obj=partial(welcome, browser, in_terminal(settings)))


def in_terminal(settings: dict[str, str]) -> str:
    """The command that prints one more connect link, with these settings of the server."""
    program = Path(sys.executable).with_name("unruffle")
    if program.is_relative_to(Path.cwd()):
        program = program.relative_to(Path.cwd())
    given = [f"{name}={shlex.quote(value)}" for name, value in settings.items()]
    return " ".join([*given, shlex.quote(str(program)), "admin", "code", "new"])


def welcome(browser: bool, another: str, server: Server) -> str:
    """What to say when the server listens; opens the browser if wished."""
    url = server.settings.base_url
    load = LOAD.format(folder=extension.folder(), url=url, code=new_code(server), another=another)
    lines = [*addresses(server), *first_steps(server), load]
    if browser:
        lines.append(show(server, url))
    return "\n".join([*lines, "Stop with Ctrl+C."])


def show(server: Server, url: str) -> str:
    """Open the demo helpdesk in a Chromium whose extension is connected; says what happens."""
    chromium = find_chromium()
    if chromium is None:
        return NO_BROWSER
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        return NO_SCREEN
    build = RUN / "extension"
    extension.write(build, Preset(url, new_code(server)))
    open_chromium(chromium, build, RUN / "profile", f"{url}/demo")
    return OPENS


def new_code(server: Server) -> str:
    """An enrollment code of the demo team, for one day."""
    now = datetime.now(UTC)
    team = auth.demo_team(server.database, now)
    return auth.new_code(server.database, team.id, now, days=1)


if __name__ == "__main__":
    main()
