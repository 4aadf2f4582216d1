"""What was shown and taken arrives at the server as counts, and nothing else does."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from playwright.sync_api import Page

from programs import Server
from replies import CLEAN, LATE, LATE_MARK
from screen import Screen

COUNTS = "select type, rule, sum(count) from counters group by type, rule"


def counts(server: Server) -> dict[tuple[str, str], int]:
    """How often each thing happened with each rule, as the server stores it."""
    with closing(sqlite3.connect(server.database)) as database:
        return {(kind, rule): count for kind, rule, count in database.execute(COUNTS)}


def test_a_taken_suggestion_is_counted_once(page: Page, server: Server) -> None:
    """Shown and accepted each grow by one, with the next check; no word of the draft is kept."""
    rule = "excuse/unforeseen-circumstances"
    before = counts(server)
    page.goto(f"{server.url}/demo")
    page.locator("#plain").click()
    page.keyboard.type(LATE)
    screen = Screen(page)
    screen.expect_marks(LATE_MARK)
    screen.point_at(LATE_MARK)
    screen.press(".offer")
    screen.expect_no_part(".popover")
    page.keyboard.press("Control+a")
    page.keyboard.type(CLEAN)
    wanted = {kind: before.get((kind, rule), 0) + 1 for kind in ("shown", "accepted")}

    def counted() -> dict[str, int]:
        now = counts(server)
        return {kind: now.get((kind, rule), 0) for kind in wanted}

    screen.until(counted, lambda seen: seen == wanted, "counts")
    for file in server.folder.glob("unruffle.db*"):
        assert b"desk is late" not in file.read_bytes()
    assert "desk is late" not in server.log.read_text()
