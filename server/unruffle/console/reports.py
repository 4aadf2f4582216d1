"""Reports and proposals: what agents sent, taken up in the lists or declined, with an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy import Connection, Row
from werkzeug.wrappers import Response

from unruffle import alarms
from unruffle import reports as mailbox
from unruffle.accounts import Admin
from unruffle.alarms import Alarm, TakenUp
from unruffle.console import access, books
from unruffle.core.check import check
from unruffle.core.rules import LEARNED
from unruffle.core.tokens import tokenize
from unruffle.db import teams
from unruffle.errors import NotPossible, UnruffleError
from unruffle.formats.sentence import escaped
from unruffle.guide.entries import segments
from unruffle.scopes import team_of, team_scope
from unruffle.server import this_server
from unruffle.team_settings import kept_days

#: Reports of a page; the next ones come when these are decided.
SHOWN: Final = 50
#: Words of a proposal that can be a phrase as they are.
_PHRASE: Final = 8


@dataclass(frozen=True, slots=True)
class Told:
    """A report for the page: its team, age, and the sentence cut at what the rule marks."""

    row: Row[Any]
    team: str
    weeks: int
    pieces: list[tuple[str, bool]]
    own: bool
    excepts: bool
    learned: bool


@access.page("/reports", roles=access.EDITORS)
def reports(admin: Admin) -> str:
    """The open reports of the teams of `?scope=`, oldest first."""
    return _page(admin, access.scope(admin), None)


@access.page("/reports", methods=["POST"], roles=access.EDITORS)
def decide_report(admin: Admin) -> Response | tuple[str, int]:
    """Take a report up in the lists, only say that it was, or decline it; or keep all of a team
    for another time."""
    scope, number = access.scope(admin), request.form.get("number", 0, type=int)
    do, now, taken = request.form.get("do"), datetime.now(UTC), None
    try:
        if do == "keep":
            return _keep(admin, scope, now)
        with this_server().database.write() as connection:
            row = _open(connection, admin, number)
            if do == "accept":
                taken = _take_up(connection, admin, row, now)
            elif do not in ("done", "decline"):
                raise NotPossible("Nothing was asked for.", "Use a button of the page.")
            state: Any = "declined" if do == "decline" else "accepted"
            mailbox.decide(connection, admin, number, state, _field("answer"), now)
    except UnruffleError as refused:
        return _page(admin, scope, refused), refused.status
    if taken is not None and not taken.passes:
        flash(
            f"{taken.entry.name} marks the sentence still: it can go live when its examples hold."
        )
        return redirect(url_for("console.rule", scope=taken.scope, id=taken.entry.name))
    flash(_said(do, taken))
    return redirect(url_for("console.reports", scope=scope.name))


def _keep(admin: Admin, scope: access.Scope, now: datetime) -> Response:
    """Keep the reports of a team for another time, at most as long as the server keeps any."""
    server, team_id = this_server(), team_of(scope.name)
    if team_id is None:
        raise NotPossible("Each team has a time of its own.", "Choose a team.")
    days, most = request.form.get("days", 0, type=int), server.settings.report_days
    with server.database.write() as connection:
        mailbox.keep(connection, admin, team_id, days, most, now)
    flash(f"Reports of {scope.label} are kept for {days} days. Agents see the number.")
    return redirect(url_for("console.reports", scope=scope.name))


def _said(do: str | None, taken: TakenUp | None) -> str:
    if taken is not None:
        return (
            f"{taken.entry.name} lets it pass in the working copy. "
            "Agents see it once it is published."
        )
    state = "declined" if do == "decline" else "taken up"
    return f"The report is {state}. The agent sees it in the options of the extension."


def _take_up(connection: Connection, admin: Admin, row: Row[Any], now: datetime) -> TakenUp:
    alarm = Alarm(row.rule, _field("sentence"), _field("words"), _field("reason"))
    if not alarm.sentence:
        raise NotPossible("The sentence is empty.", "It becomes the example that the rule passes.")
    shipped = this_server().live.view.published.shipped
    return alarms.take_up(connection, admin, row.team_id, alarm, shipped, now)


def _open(connection: Connection, admin: Admin, number: int) -> Row[Any]:
    row = mailbox.readable(connection, admin, number)
    if row.state != "open":
        raise NotPossible("This report was decided meanwhile.", "Nothing was changed.")
    return row


def _page(admin: Admin, scope: access.Scope, refused: UnruffleError | None) -> str:
    server, today = this_server(), datetime.now(UTC).date()
    known = access.scopes(admin)
    names = {team_of(one.name): one.label for one in known if admin.may_edit(one.name)}
    own = team_of(scope.name)
    with server.database.read() as connection:
        days = {
            team.id: kept_days(team.choices, server.settings)
            for team in teams.every(connection)
            if team.id in names and own in (None, team.id)
        }
        rows, count = mailbox.waiting(connection, days, today, SHOWN)
        told = [_told(connection, admin, row, names[row.team_id], today) for row in rows]
    return render_template(
        "console/reports.html",
        scope=scope,
        scopes=known,
        reports=told,
        count=count,
        days=None if own is None else days.get(own),
        most=server.settings.report_days,
        number=request.form.get("number", 0, type=int) if refused else 0,
        typed=request.form,
        refused=refused,
    )


def _told(connection: Connection, admin: Admin, row: Row[Any], team: str, today: date) -> Told:
    book = books.published(team_scope(row.team_id))
    found = check(row.sentence, book.rulebook, choices=book.choices, finished=True)
    spans = sorted((f.start, f.end) for f in found.findings if f.rule == row.rule)
    return Told(
        row=row,
        team=team,
        weeks=(today - row.day).days // 7,
        pieces=segments(row.sentence, spans),
        own=alarms.home(connection, admin, row.team_id, row.rule) is not None,
        # A check looks at a whole reply: no words of one sentence except it.
        excepts="/" in row.rule,
        learned=row.rule.startswith(f"{LEARNED}/"),
    )


def proposal(admin: Admin) -> Row[Any] | None:
    """The open proposal that `report` of the query or form names, if there is one for her."""
    number = request.values.get("report", 0, type=int)
    if not number:
        return None
    with this_server().database.read() as connection:
        row = mailbox.readable(connection, admin, number)
    return row if row.state == "open" and not row.rule else None


def proposed(row: Row[Any]) -> Mapping[str, Any]:
    """What a rule for it begins with: the words marked as a phrase, if they are few."""
    words, plain = tokenize(row.sentence).norms, escaped(row.sentence)
    if len(words) > _PHRASE:
        return {"examples": {"flags": [plain]}}
    return {"phrases": [" ".join(words)], "examples": {"flags": [f"[{plain}]"]}}


def accept_proposal(connection: Connection, admin: Admin, row: Row[Any], now: datetime) -> None:
    """The rule that was made of it is saved: tell the agent, in the same transaction."""
    _open(connection, admin, row.id)
    mailbox.decide(connection, admin, row.id, "accepted", _field("answer"), now)


def _field(name: str) -> str:
    return request.form.get(name, "").strip()
