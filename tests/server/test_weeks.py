"""A week becomes statistics once, and only what at least five keys sent is in any figure."""

from __future__ import annotations

import threading
from dataclasses import astuple, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import func, select

from drawn import examples
from ledger import HOST, MONDAY, RULE, Sent, close, forget, new_team, send, stored
from stage import World
from unruffle import auth, weeks
from unruffle.db import weekly
from unruffle.db.senders import Part
from unruffle.db.tables import event_marks, senders
from unruffle.db.weekly import ORGANIZATION, Place

OTHER = "mail.example.com"


@pytest.fixture
def ledger(shared: World) -> World:
    """The shared world with nothing counted."""
    forget(shared)
    return shared


def _everyone(number: int, **changes: Any) -> list[Sent]:
    return [replace(Sent(key), **changes) for key in range(number)]


def _shown(world: World, host: str = "", team: int = ORGANIZATION, rule: str = RULE) -> int:
    return sum(
        sums.shown
        for place, sums in stored(world).items()
        if (place.team_id, place.host, place.rule) == (team, host, rule)
    )


def test_five_keys_are_shown_and_four_are_not(ledger: World) -> None:
    """Neither in the team's figures nor in those of the organization."""
    five, four = new_team(ledger, "Five"), new_team(ledger, "Four")
    send(ledger, five, _everyone(5))
    send(ledger, four, _everyone(4) * 10)
    close(ledger)
    assert _shown(ledger, team=five) == 5
    assert _shown(ledger, team=four) == 0
    assert _shown(ledger) == 5
    with ledger.server.database.read() as connection:
        where = weekly.Where(ORGANIZATION, MONDAY, MONDAY)
        assert weekly.closed(connection, where) == [(MONDAY, False, 1), (MONDAY, True, 1)]


def test_a_site_that_few_use_is_in_no_total(ledger: World) -> None:
    """All sites less the one that is shown is nothing, so the other cannot be worked out."""
    send(ledger, ledger.team_id, [*_everyone(6), *_everyone(4, host=OTHER)])
    close(ledger)
    assert _shown(ledger) - _shown(ledger, HOST) == 0
    assert _shown(ledger, OTHER) == 0


def test_a_revision_of_an_hour_shows_nobody(ledger: World) -> None:
    """Publishing while one agent works does not single them out."""
    send(ledger, ledger.team_id, [*_everyone(6), Sent(1, revision=2, type="muted")])
    close(ledger)
    assert {place.revision for place in stored(ledger)} == {1}
    assert all(sums.muted == 0 for sums in stored(ledger).values())


def test_many_small_parts_are_shown_as_one(ledger: World) -> None:
    """Where no site or revision has five keys and the whole has, the whole has no parts."""
    send(ledger, ledger.team_id, [Sent(key, host=f"h{key}.example.com") for key in range(5)])
    close(ledger)
    assert _shown(ledger, weeks.SEVERAL_HOSTS) == _shown(ledger) == 5
    assert {place.revision for place in stored(ledger)} == {0}
    assert weeks.cells_of([Part("", 0, 9), Part("a", 0, 5), Part("a", 1, 3), Part("a", 2, 4)]) == [
        weeks.Cell("a", 0)
    ]


def test_one_key_counts_once_however_often_it_sends(ledger: World) -> None:
    """Also when it sends at the same moment through several workers."""
    threads = [
        threading.Thread(target=send, args=(ledger, ledger.team_id, [Sent(1)] * 5))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with ledger.server.database.read() as connection:
        assert set(connection.execute(select(senders.c["keys"])).scalars()) == {1}


def test_a_closed_week_never_changes(ledger: World) -> None:
    """What comes late is counted by day and is in no figure: it may be from one agent."""
    send(ledger, ledger.team_id, _everyone(5))
    close(ledger)
    before = stored(ledger)
    send(ledger, ledger.team_id, _everyone(5), late=timedelta(days=8))
    close(ledger)
    assert stored(ledger) == before
    with ledger.server.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(senders)).scalar_one() == 0


@pytest.mark.parametrize(("days", "closed"), [(6, False), (7, False), (8, True)])
def test_a_week_is_closed_on_the_tuesday_after(ledger: World, days: int, closed: bool) -> None:
    """A running week is never shown: what moves while one agent works is about that agent."""
    send(ledger, ledger.team_id, _everyone(5))
    close(ledger, MONDAY + timedelta(days=days))
    assert bool(stored(ledger)) is closed


def test_marks_of_keys_do_not_lead_back_and_end_with_the_week(ledger: World) -> None:
    """Nothing that is stored of a key makes its mark, and none outlives the day after closing."""
    team, secret = ledger.team_id, ledger.key
    week = auth.week_of(datetime.now(UTC).date())
    with ledger.server.database.write() as connection:
        weeks.count_sender(connection, team, secret, [(week, HOST, 1)])
        marks = connection.execute(select(event_marks)).all()
    ends = datetime.combine(week + timedelta(days=9), datetime.min.time(), UTC)
    assert {mark.expires_at for mark in marks} == {int(ends.timestamp())}
    parts = [(HOST, 1), (HOST, 0), ("", 0)]
    from_secret = {auth.digest(repr((secret, team, week, *part))) for part in parts}
    from_stored = {auth.digest(repr((auth.digest(secret), team, week, *part))) for part in parts}
    assert {mark.hash for mark in marks} == from_secret
    assert not from_secret & from_stored


def test_events_of_enrolled_browsers_are_closed_by_the_running_server(ledger: World) -> None:
    """From the API to the statistics, with the thread's own look."""
    world, now = ledger, datetime.now(UTC)
    for number in range(5):
        key, _ = auth.enroll(world.server.database, world.new_code(), now)
        world.server.live.refresh()
        event = {
            "id": f"through-api-{number}",
            "type": "shown",
            "draft": f"draft-api-{number}",
            "rule": RULE,
            "revision": 1,
            "host": HOST,
            "at": now.isoformat(),
        }
        assert world.post("events", {"events": [event]}, key).get_json()["accepted"] == 1
    assert stored(world) == {}
    close(world, now.date() + timedelta(days=15))
    assert _shown(world, team=world.team_id) == 5


_parts = st.tuples(
    st.integers(0, 1),  # team
    st.sampled_from([HOST, OTHER, "third.example.com"]),
    st.integers(1, 2),  # revision
    st.integers(1, 7),  # how many keys
    st.integers(0, 3),  # the first of them
    st.sampled_from([RULE, "excuse/unforeseen-circumstances", "privacy/card-number"]),
    st.sampled_from(["shown", "accepted", "muted"]),
    st.integers(0, 1),  # week
)


@examples(25)
@given(st.lists(_parts, max_size=6))
@example([(0, HOST, 1, 6, 0, RULE, "shown", 0), (0, OTHER, 1, 2, 0, RULE, "muted", 0)])
@example([(0, HOST, 1, 4, 0, RULE, "shown", 0), (0, OTHER, 1, 4, 3, RULE, "muted", 0)])
@example([(0, HOST, 1, 5, 0, RULE, "shown", 0), (1, HOST, 1, 4, 0, RULE, "muted", 0)])
def test_no_figure_and_no_difference_of_figures_tells_about_fewer_than_five(
    shared: World, parts: list[tuple[int, str, int, int, int, str, str, int]]
) -> None:
    """Every figure is a sum of cells of five keys or more; what is in no cell changes nothing."""
    world = shared
    ids = [new_team(world, "One"), new_team(world, "Two")]
    sent = [
        (ids[team], Sent(key, type, rule, host, revision, None, MONDAY + timedelta(weeks=week)))
        for team, host, revision, keys, first, rule, type, week in parts
        for key in range(first, first + keys)
    ]
    figures = _figures_of(world, sent)
    cells = {
        (place.team_id, place.host, place.week, place.revision): [
            event for team, event in sent if _is_in(place, team, event)
        ]
        for place in figures
        if place.team_id != ORGANIZATION and place.host
    }

    # A cell holds what at least five keys sent.
    for members in cells.values():
        assert len({event.key for event in members}) >= weeks.LEAST_KEYS

    # No total holds anything but cells: by site, by team, and for the organization.
    sums: dict[Place, list[int]] = {}
    for place, figure in figures.items():
        if place.team_id == ORGANIZATION or not place.host:
            continue
        for team in (place.team_id, ORGANIZATION):
            for host in (place.host, ""):
                total = replace(place, team_id=team, host=host)
                so_far = sums.setdefault(total, [0] * len(astuple(figure)))
                sums[total] = [old + new for old, new in zip(so_far, astuple(figure), strict=True)]
    assert {place: list(astuple(figure)) for place, figure in figures.items()} == sums

    # What is in no cell could as well not have happened.
    inside = [
        (team, event)
        for team, event in sent
        if any(_is_in(Place(t, h, "", w, r), team, event) for t, h, w, r in cells)
    ]
    assert _figures_of(world, inside) == figures


def _figures_of(world: World, sent: list[tuple[int, Sent]]) -> dict[Place, weekly.Sums]:
    forget(world)
    for team in {team for team, _ in sent}:
        send(world, team, [event for its, event in sent if its == team])
    close(world)
    return stored(world)


def _is_in(place: Place, team: int, event: Sent) -> bool:
    return (
        place.team_id == team
        and place.week == event.week
        and place.host in (event.host, weeks.SEVERAL_HOSTS)
        and place.revision in (event.revision, 0)
    )
