"""Weekly totals of the helpdesk: a file comes in whole, or says row by row what it needs."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from typing import Final

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from unruffle import outcomes, trail
from unruffle.accounts import Admin
from unruffle.console import access
from unruffle.db import outcomes as stored
from unruffle.db.outcomes import Outcome
from unruffle.outcomes import Read
from unruffle.scopes import team_of, team_scope
from unruffle.server import this_server

#: Problems that a page lists; a file with more has the same one in every row.
SHOWN: Final = 50


@access.page("/statistics/totals", roles=access.EDITORS)
def totals(admin: Admin) -> str:
    """What a file looks like, and a place to send it."""
    return _page(admin, "", None)


@access.page("/statistics/totals", methods=["POST"], roles=access.EDITORS)
def import_totals(admin: Admin) -> tuple[str, int] | Response:
    """Take over a file or pasted rows; with a problem nothing is taken over."""
    text, now = _sent(), datetime.now(UTC)
    read = outcomes.read(text, _teams(admin))
    if read.problems:
        return _page(admin, text, read), 400
    with this_server().database.write() as connection:
        stored.save(connection, read.outcomes)
        by_team = sorted(read.outcomes, key=lambda outcome: (outcome.team_id, outcome.week))
        for team_id, group in groupby(by_team, key=lambda outcome: outcome.team_id):
            after = _told(list(group))
            scope = team_scope(team_id)
            trail.record(connection, now, admin, "imported", scope, "weekly totals", after=after)
    flash(f"Taken over: {len(read.outcomes)} rows.")
    return redirect(url_for("console.statistics"))


def _told(group: list[Outcome]) -> str:
    return f"{len(group)} weeks, {group[0].week} to {group[-1].week}"


def _sent() -> str:
    """The text of the file, else what was pasted."""
    file = request.files.get("file")
    data = file.read() if file else b""
    return data.decode("utf-8", "replace") if data else request.form.get("text", "")


def _teams(admin: Admin) -> dict[str, int]:
    """The ids of the teams that she may import for, by name: an editor sees no other."""
    named = ((scope.label, team_of(scope.name)) for scope in access.scopes(admin))
    return {name: id for name, id in named if id is not None}


def _page(admin: Admin, text: str, read: Read | None) -> str:
    return render_template(
        "console/totals.html",
        columns=outcomes.COLUMNS,
        teams=sorted(_teams(admin)),
        text=text,
        problems=read.problems[:SHOWN] if read else (),
        more=max(0, len(read.problems) - SHOWN) if read else 0,
    )
