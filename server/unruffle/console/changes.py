"""The trail as a page and as files: who changed what, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from flask import Response, render_template, request

from unruffle import trail
from unruffle.accounts import Admin
from unruffle.console import access
from unruffle.db import trail as stored
from unruffle.db.trail import Entry, Filter
from unruffle.errors import NotPossible
from unruffle.server import this_server

#: Entries on a page; older ones are a link away.
SHOWN: Final = 100


@access.page("/trail")
def changes(admin: Admin) -> str:
    """The newest entries that fit the filter."""
    wanted = _filter(admin)
    with this_server().database.read() as connection:
        found = list(stored.entries(connection, wanted, SHOWN + 1))
        names, actions = stored.names(connection), stored.actions(connection)
    more = len(found) > SHOWN
    kept = {name: value for name, value in request.args.items() if value and name != "before"}
    labels = {scope.name: scope.label for scope in access.scopes(admin)}
    return render_template(
        "console/trail.html",
        entries=[(entry, datetime.fromtimestamp(entry.at, UTC)) for entry in found[:SHOWN]],
        labels=labels,
        names=names,
        actions=actions,
        older={**kept, "before": found[SHOWN - 1].id} if more else None,
        kept=kept,
    )


@access.page("/trail.csv")
def trail_csv(admin: Admin) -> Response:
    """Every entry that fits the filter, for a spreadsheet."""
    return _file(admin, trail.as_csv, "text/csv", "trail.csv")


@access.page("/trail.jsonl")
def trail_jsonl(admin: Admin) -> Response:
    """Every entry that fits the filter, for a program."""
    return _file(admin, trail.as_jsonl, "application/jsonl", "trail.jsonl")


def _file(
    admin: Admin, write: Callable[[Iterable[Entry]], Iterator[str]], kind: str, name: str
) -> Response:
    database, wanted = this_server().database, _filter(admin)

    def lines() -> Iterator[str]:
        with database.read() as connection:
            yield from write(stored.entries(connection, wanted))

    headers = {"Content-Disposition": f'attachment; filename="unruffle-{name}"'}
    return Response(lines(), mimetype=kind, headers=headers)


def _filter(admin: Admin) -> Filter:
    """What `?scope=&who=&action=&since=&until=&before=` asks for, of what she may see."""
    asked = request.args
    scopes: list[str] | None = None
    if asked.get("scope"):
        scopes = [access.scope(admin).name]
    elif admin.role == "lead":
        scopes = [scope.name for scope in access.scopes(admin)]
    until = _day("until")
    return Filter(
        scopes=scopes,
        who=asked.get("who", ""),
        action=asked.get("action", ""),
        since=_moment(_day("since")),
        until=_moment(until + timedelta(days=1) if until else None),
        before_id=asked.get("before", type=int),
    )


def _day(name: str) -> date | None:
    given = request.args.get(name, "")
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise NotPossible("This is no day.", "Write it as 2026-11-30.") from None


def _moment(day: date | None) -> int | None:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) if day else None
