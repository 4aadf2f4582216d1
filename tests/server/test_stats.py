"""The figures of rules, sites, weeks and revisions, and what they suggest."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ledger import HOST, MONDAY, RULE, Sent, close, forget, insert_a_year, new_team, send
from stage import World, make_settings
from unruffle import stats
from unruffle.db import migrate
from unruffle.db.engine import Database
from unruffle.db.outcomes import Outcome, by_week, save
from unruffle.intervals import USUAL, difference, wilson
from unruffle.stats import ORGANIZATION, Advice, Figures, Statistics, Sums, Where

EXCUSE = "excuse/unforeseen-circumstances"
TIME = Where(ORGANIZATION, MONDAY, MONDAY + timedelta(weeks=3))


@pytest.fixture
def ledger(shared: World) -> World:
    """The shared world with nothing counted."""
    forget(shared)
    return shared


def _all(world: World, where: Where = TIME) -> Statistics:
    with world.server.database.read() as connection:
        return stats.of_all(connection, where)


def _replies(number: int, week: date = MONDAY, revision: int = 1) -> list[Sent]:
    """Ended drafts of six keys."""
    return [Sent(i % 6, "ended", None, week=week, revision=revision) for i in range(number)]


def test_a_finding_was_acted_on_put_aside_or_still_there(ledger: World) -> None:
    """Each share is of what was shown, and what is shown is told per reply."""
    shown = [Sent(i % 6) for i in range(20)]
    kinds = ["accepted"] * 5 + ["edited-away"] * 3 + ["dismissed"] * 4 + ["muted", "reported"]
    reasons = ["company-wording", "customers-word", "not-risky-here", None]
    answers = [Sent(i % 6, kind) for i, kind in enumerate(kinds)]
    answers[8:12] = [
        replace(event, reason=reason) for event, reason in zip(answers[8:12], reasons, strict=True)
    ]
    send(ledger, ledger.team_id, [*_replies(40), *shown, *answers])
    close(ledger)

    found = _all(ledger)
    figures = found.rules[RULE]
    assert figures.sums == Sums(0, 20, 5, 3, 4, 1, 1, 1, 1, 1)
    assert (figures.acted, figures.nuisance, figures.standing) == (8, 6, 6)
    assert figures.per_reply == wilson(20, 40)
    assert figures.acted_rate == wilson(8, 20)
    assert found.improved == [RULE]
    assert found.lists == {"command": figures}
    assert found.sites == {HOST: found.total}
    assert found.total.replies == found.revisions[1].replies == 40
    assert [week.figures and week.figures.replies for week in found.weeks] == [40, None, None, None]


def test_one_rule_has_its_weeks_revisions_and_sites(ledger: World) -> None:
    """Its rates are of the replies of the same week, revision and site."""
    week = MONDAY + timedelta(weeks=1)
    send(ledger, ledger.team_id, [*_replies(30), *(Sent(i % 6) for i in range(12))])
    send(ledger, ledger.team_id, _replies(60, week, revision=2))
    send(
        ledger, ledger.team_id, [Sent(i % 6, rule=EXCUSE, week=week, revision=2) for i in range(6)]
    )
    close(ledger)
    with ledger.server.database.read() as connection:
        found = stats.of_rule(connection, TIME, RULE)
    assert found.total.per_reply == wilson(12, 90)
    assert found.revisions[1].per_reply == wilson(12, 30)
    assert found.revisions[2].per_reply == wilson(0, 60)
    assert [week.figures and week.figures.sums.shown for week in found.weeks[:2]] == [12, 0]
    assert found.sites[HOST].sums.shown == 12


def test_what_moved_after_a_publish_is_named(ledger: World) -> None:
    """A rule that is shown clearly less often since; one that is shown alike is not named."""
    week = MONDAY + timedelta(weeks=1)
    before = [*_replies(90), *(Sent(i % 6) for i in range(60))]
    after = [*_replies(90, week, revision=2), *(Sent(i, week=week, revision=2) for i in range(6))]
    alike = [
        Sent(i % 6, rule=EXCUSE, week=when, revision=number)
        for when, number in ((MONDAY, 1), (week, 2))
        for i in range(30)
    ]
    send(ledger, ledger.team_id, [*before, *after, *alike])
    close(ledger)
    with ledger.server.database.read() as connection:
        (drift,) = stats.moved(connection, TIME, revision=2)
    assert drift.rule == RULE
    assert (drift.before.share, drift.after.share) == (60 / 90, 6 / 90)
    assert drift.change.high < 0


def _figures(shown: int, **sums: int) -> Figures:
    return Figures(Sums(shown=shown, **sums), replies=100)


@pytest.mark.parametrize(
    ("figures", "advice"),
    [
        (_figures(50, dismissed=20, muted=6, reported=5), Advice.RETIRE),
        (_figures(50, dismissed=30), None),
        (_figures(49, dismissed=49), None),
        (_figures(50, accepted=20, edited_away=6), Advice.PROMOTE),
        (_figures(50, accepted=25), None),
        (_figures(49, accepted=49), None),
    ],
)
def test_a_rule_is_judged_from_fifty_shows_on(figures: Figures, advice: Advice | None) -> None:
    """More than 60 % put aside: retire. More than half acted on: promote."""
    assert figures.advice is advice


def test_a_rate_of_hardly_anything_is_no_rate() -> None:
    """Below five there is none, and answers of an earlier week never make more than all."""
    assert _figures(4, accepted=4).acted_rate is None
    assert Figures(Sums(shown=4), replies=4).per_reply is None
    assert _figures(5, accepted=7).acted_rate == wilson(5, 5)
    assert _figures(5, accepted=7).standing == 0


def test_intervals_are_those_of_the_paper() -> None:
    """Newcombe 1998: 81 of 263 alone, and 56 of 70 against 48 of 80."""
    rate = wilson(81, 263)
    assert (round(rate.low, 4), round(rate.high, 4)) == (0.2553, 0.3662)
    grown = difference((48, 80), (56, 70), USUAL)
    assert (round(grown.low, 4), round(grown.high, 4)) == (0.0524, 0.3339)
    assert wilson(0, 10).low == 0
    assert wilson(10, 10).high == 1


def test_totals_of_a_helpdesk_are_shown_for_weeks_that_are_shown(ledger: World) -> None:
    """A week of a team with too few keys is in no sum, also not in the organization's."""
    small = new_team(ledger, "Small")
    send(ledger, ledger.team_id, [Sent(key) for key in range(5)])
    send(ledger, small, [Sent(key) for key in range(4)])
    close(ledger)
    later = MONDAY + timedelta(weeks=1)
    with ledger.server.database.write() as connection:
        save(connection, [Outcome(ledger.team_id, MONDAY, 9, 9, 9, 9)])
        save(connection, [Outcome(ledger.team_id, MONDAY, 100, 7, 40, 50)])
        save(connection, [Outcome(small, MONDAY, 10, 1, 4, 5)])
        save(connection, [Outcome(ledger.team_id, later, 10, 1, 4, 5)])
    with ledger.server.database.read() as connection:
        assert by_week(connection, TIME) == {MONDAY: Outcome(ORGANIZATION, MONDAY, 100, 7, 40, 50)}
        assert by_week(connection, replace(TIME, team_id=small)) == {}


def test_a_year_of_fifty_teams_is_read_in_a_moment(tmp_path: Path) -> None:
    """All questions of a page: under 100 ms of the processor, whoever else has it meanwhile."""
    database = Database(make_settings(tmp_path))
    migrate.upgrade(database)
    with database.write() as connection:
        insert_a_year(connection, date(2025, 12, 1))
    taken = []
    with database.read() as connection:
        for team in (ORGANIZATION, 7) * 3:
            where = Where(team, date(2025, 12, 1), date(2026, 11, 23))
            start = time.process_time()
            assert len(stats.of_all(connection, where).rules) == 300
            stats.moved(connection, where, 8)
            stats.of_rule(connection, where, "list-5/rule-25")
            by_week(connection, where)
            taken.append(time.process_time() - start)
    database.close()
    assert min(taken) < 0.1
