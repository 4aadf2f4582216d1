"""The statistics as a file for a spreadsheet: what the pages show, and nothing beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import astuple, fields
from typing import Final

from flask import Response, request

from unruffle import stats
from unruffle.accounts import Admin
from unruffle.console import access
from unruffle.console.statistics import asked_for
from unruffle.errors import NotFound
from unruffle.formats.cells import guarded
from unruffle.intervals import Rate
from unruffle.server import this_server
from unruffle.stats import Figures, Statistics, Sums

_RATES: Final = ("per_reply", "acted_rate", "nuisance_rate", "standing_rate")
COLUMNS: Final = (
    "of",
    "name",
    *(field.name for field in fields(Sums)),
    "still_there",
    *(f"{rate}{side}" for rate in _RATES for side in ("", "_low", "_high")),
    "advice",
)


@access.page("/statistics.csv", roles=access.EDITORS)
def statistics_csv(admin: Admin) -> Response:
    """The figures of all rules, or of the one in `?rule=`, by rule, list, week, revision, site."""
    asked, rule = asked_for(admin), request.args.get("rule", "")
    with this_server().database.read() as connection:
        if rule:
            found = stats.of_rule(connection, asked.where, rule)
        else:
            found = stats.of_all(connection, asked.where)
    if rule and not found.total.sums.shown:
        raise NotFound("There are no figures of this rule.", "Choose one in the statistics.")
    headers = {"Content-Disposition": 'attachment; filename="unruffle-statistics.csv"'}
    return Response("".join(_lines(found)), mimetype="text/csv", headers=headers)


def _lines(found: Statistics) -> Iterator[str]:
    yield _line(COLUMNS)
    for kind, name, figures in _rows(found):
        rates = (getattr(figures, rate) for rate in _RATES)
        advice = figures.advice if kind == "rule" else None
        yield _line(
            (
                kind,
                guarded(name),
                figures.replies,
                *astuple(figures.sums)[1:],
                figures.standing,
                *(cell for rate in rates for cell in _cells(rate)),
                advice.value if advice else "",
            )
        )


def _rows(found: Statistics) -> Iterator[tuple[str, str, Figures]]:
    yield "all", "", found.total
    yield from (("rule", name, figures) for name, figures in found.rules.items())
    yield from (("list", name, figures) for name, figures in found.lists.items())
    for week in found.weeks:
        if week.figures is not None:
            yield "week", week.monday.isoformat(), week.figures
    yield from (("revision", str(name), figures) for name, figures in found.revisions.items())
    yield from (("site", name, figures) for name, figures in found.sites.items())


def _cells(rate: Rate | None) -> tuple[str, str, str]:
    """The rate and its interval as shares of 1; empty where there is none."""
    if rate is None:
        return "", "", ""
    return f"{rate.share:.4f}", f"{rate.low:.4f}", f"{rate.high:.4f}"


def _line(cells: tuple[object, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
