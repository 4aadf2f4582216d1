"""Statistics: an overview, one rule, what to retire or promote, and files of what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from flask import render_template, request
from markupsafe import Markup

from unruffle import charts, stats, weeks
from unruffle.accounts import Admin
from unruffle.charts import Point
from unruffle.console import access
from unruffle.console.access import Scope
from unruffle.db import outcomes
from unruffle.errors import NotAllowed, NotFound
from unruffle.intervals import Rate, wilson
from unruffle.scopes import team_of
from unruffle.server import this_server
from unruffle.stats import ORGANIZATION, Advice, Statistics, Where

#: The times that a page offers, in weeks.
TIMES: Final = (4, 12, 26, 52)
USUAL_WEEKS: Final = 12
#: Rules in the overview; a link shows the others.
SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What `?scope=&weeks=&site=` asks for."""

    scope: Scope
    where: Where
    weeks: int
    site: str

    @property
    def query(self) -> dict[str, Any]:
        """The query that asks for it again."""
        asked: dict[str, Any] = {"scope": self.scope.name, "weeks": self.weeks}
        return asked | ({"site": self.site} if self.site else {})


@access.page("/statistics", roles=access.EDITORS)
def statistics(admin: Admin) -> str:
    """All rules of a team or of all teams, by list, week, revision and site."""
    asked = asked_for(admin)
    with this_server().database.read() as connection:
        found = stats.of_all(connection, asked.where)
        since = _revision(found)
        moved = stats.moved(connection, asked.where, since) if since else []
        totals = outcomes.by_week(connection, asked.where)
    return _page(
        "console/statistics.html",
        admin,
        asked,
        found,
        since=since,
        moved=moved,
        totals=totals,
        acted=_over_time(found, "acted_rate", "Findings that were acted on, by week"),
        most=None if "all" in request.args else SHOWN,
        rate=wilson,
    )


@access.page("/statistics/rule", roles=access.EDITORS)
def rule_statistics(admin: Admin) -> str:
    """One rule, named by `?rule=`: what became of it, week by week and revision by revision."""
    asked, rule = asked_for(admin), request.args.get("rule", "")
    with this_server().database.read() as connection:
        found = stats.of_rule(connection, asked.where, rule)
    if rule not in messages() and not found.total.sums.shown:
        raise NotFound("There is no rule with this name.", "Choose one in the statistics.")
    return _page(
        "console/rule_statistics.html",
        admin,
        asked,
        found,
        rule=rule,
        shown=_over_time(found, "per_reply", f"{rule} for 100 replies, by week", unit=""),
        revisions=charts.bars(
            [
                _point(f"Revision {number}" if number else "Several revisions", figures.per_reply)
                for number, figures in found.revisions.items()
            ],
            label=f"{rule} for 100 replies, by revision",
            missing=_missing(found),
        ),
    )


@access.page("/statistics/advice", roles=access.EDITORS)
def advice(admin: Admin) -> str:
    """The rules that the figures suggest to retire or to promote, each with the reason."""
    asked = asked_for(admin)
    with this_server().database.read() as connection:
        found = stats.of_all(connection, asked.where)
    return _page("console/advice.html", admin, asked, found, kinds=Advice, limits=stats)


def asked_for(admin: Admin) -> Asked:
    """The place and time that a page is asked for. Raises NotAllowed for a team not her own.

    A lead sees her teams and not all teams together: less her own, that would be the others.
    """
    scope = access.scope(admin)
    if not admin.may_edit(scope.name):
        raise NotAllowed
    given = request.args.get("weeks", type=int)
    number = given if given in TIMES else USUAL_WEEKS
    site = request.args.get("site", "")
    team_id = team_of(scope.name) or ORGANIZATION
    where = weeks.lately(team_id, datetime.now(UTC).date(), number)
    return Asked(scope, replace(where, host=site), number, site)


def messages() -> Mapping[str, str]:
    """What each published rule and check says, by its id."""
    rulebook = this_server().live.view.rulebook
    said = {rule.id: rule.message for rule in rulebook.rules}
    return said | {check.id: check.message for check in rulebook.checks}


def _page(template: str, admin: Admin, asked: Asked, found: Statistics, **more: Any) -> str:
    return render_template(
        template,
        asked=asked,
        scopes=[scope for scope in access.scopes(admin) if admin.may_edit(scope.name)],
        times=TIMES,
        found=found,
        messages=messages(),
        own=_own(),
        missing=_missing(found),
        least_keys=weeks.LEAST_KEYS,
        **more,
    )


def _own() -> frozenset[str]:
    """The ids of the rules that the organization and its teams have added."""
    published = this_server().live.view.published
    return published.rulebook.ids - published.shipped.ids


def _revision(found: Statistics) -> int:
    """The revision since which changes are asked for: the one in `?since=`, else the newest."""
    known = [number for number in found.revisions if number]
    given = request.args.get("since", type=int)
    return given if given in known else max(known, default=0)


def _missing(found: Statistics) -> str:
    """What a chart without figures would need."""
    few = f"at least {weeks.LEAST_KEYS} extensions of a team"
    if any(week.hidden for week in found.weeks):
        return (
            f"In each week of this time fewer than that sent events: {few} are needed, "
            "so that no figure tells about a person."
        )
    return (
        "No week of this time has figures yet. The first come on the Tuesday after a week in "
        f"which {few} sent events."
    )


def _over_time(found: Statistics, name: str, label: str, unit: str = "%") -> Markup:
    points = [
        _point(week.monday.strftime("%-d %b"), getattr(week.figures, name, None))
        for week in found.weeks
    ]
    return charts.over_time(points, label=label, unit=unit, missing=_missing(found))


def _point(label: str, rate: Rate | None) -> Point:
    if rate is None:
        return Point(label, None)
    return Point(label, 100 * rate.share, 100 * rate.low, 100 * rate.high)
