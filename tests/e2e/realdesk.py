"""A real helpdesk, django-helpdesk, in which an agent answers a ticket."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

from playwright.sync_api import Locator, Page, expect

from programs import Program, free_port

PROJECT: Final = Path(__file__).parent / "helpdesk"
REPLIES: Final = "select comment from helpdesk_followup order by id"


class Helpdesk(Program):
    """django-helpdesk with one ticket, on a SQLite file of its own."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.database = folder / "helpdesk.sqlite"
        env = {
            **os.environ,
            "HELPDESK_FOLDER": str(folder),
            "DJANGO_SETTINGS_MODULE": "settings",
            "PYTHONPATH": str(PROJECT),
        }
        subprocess.run([sys.executable, "seed.py"], cwd=PROJECT, env=env, check=True)
        command = [sys.executable, "-m", "django", "runserver", "--noreload", f"127.0.0.1:{port}"]
        super().__init__(command, f"{self.url}/login/", folder / "helpdesk.log", env, PROJECT)

    def replies(self) -> list[str]:
        """The entries of the ticket as the helpdesk stores them, the newest last."""
        with closing(sqlite3.connect(self.database)) as database:
            rows = database.execute(REPLIES).fetchall()
        return [comment.replace("\r\n", "\n") for (comment,) in rows]

    def last_reply(self) -> str:
        """The newest of them."""
        return self.replies()[-1]


def log_in(page: Page, helpdesk: Helpdesk) -> Locator:
    """Log in as the agent, open the ticket, and give its reply box with the caret in it."""
    page.goto(f"{helpdesk.url}/login/?next=/tickets/1/")
    page.locator("[name=username]").fill("jonas")
    page.locator("[name=password]").fill("dry-laundry")
    page.get_by_role("button", name="Login").click()
    expect(page.get_by_role("heading", name="Dryer shows E4", level=2)).to_be_visible()
    return begin_reply(page)


def begin_reply(page: Page) -> Locator:
    """The reply box of the open ticket with the caret in it."""
    page.get_by_role("tab", name="Respond").click()
    found = page.locator("#commentBox")
    found.click()
    return found
