"""Events become counts; none is lost, none counts twice, and nobody is in them."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text

from stage import World
from unruffle import auth, events, weeks
from unruffle.db.tables import counters, metadata

RULE = "command/calm-down"


def _event(number: int = 0, **changes: object) -> dict[str, Any]:
    plain = {
        "id": f"event-{number:08}",
        "type": "shown",
        "draft": f"draft-{number:08}",
        "rule": RULE,
        "revision": 1,
        "host": "desk.example.com",
        "at": datetime.now(UTC).isoformat(),
    }
    return {name: value for name, value in (plain | changes).items() if value is not None}


def _total(world: World, **where: object) -> int:
    question = select(func.coalesce(func.sum(counters.c.count), 0)).filter_by(**where)
    with world.server.database.read() as connection:
        return int(connection.execute(question).scalar_one())


def _codes(world: World, *given: dict[str, Any]) -> list[str]:
    answer = world.post("events", {"events": list(given)}).get_json()
    assert answer["accepted"] + len(answer["rejected"]) == len(given)
    return [refused["code"] for refused in answer["rejected"]]


def test_four_hundred_at_once_lose_none(world: World) -> None:
    """Eight senders, fifty events each, one counter."""

    def send(start: int) -> None:
        client = world.app.test_client()
        for number in range(start, start + 50):
            sent = client.post(
                "/api/v1/events", json={"events": [_event(number)]}, headers=world.bearer()
            )
            assert sent.get_json() == {"accepted": 1, "rejected": []}

    senders = [threading.Thread(target=send, args=(50 * i,)) for i in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert _total(world, rule=RULE, type="shown") == 400


def test_an_id_counts_once(world: World) -> None:
    """A batch that is sent again is accepted and changes nothing."""
    batch = [_event(1), _event(2)]
    assert _codes(world, *batch) == []
    assert _codes(world, *batch, _event(3)) == []
    assert _total(world) == 3


def test_a_type_counts_once_for_a_rule_and_draft(world: World) -> None:
    """Even under another id; another type or draft is another fact."""
    draft = "draft-of-two"
    _codes(world, _event(1, draft=draft), _event(2, draft=draft), _event(3, draft="draft-other"))
    assert _total(world, type="shown") == 2
    _codes(world, _event(4, draft=draft, type="muted"))
    assert _total(world, type="muted") == 1


def test_a_draft_ends_once_whatever_rule_is_named(world: World) -> None:
    """The type tells about no rule, so no rule makes it another fact."""
    draft = "draft-that-ends"
    rules = (None, RULE, "excuse/unforeseen-circumstances", "made/up")
    _codes(world, *(_event(i, draft=draft, type="ended", rule=r) for i, r in enumerate(rules)))
    assert _total(world, type="ended") == _total(world, type="ended", rule="") == 1


def test_ids_are_forgotten_after_two_days(world: World) -> None:
    """Their hashes are swept when the time is over, at a full hour; those of a week at its end."""
    _codes(world, _event(1))
    with world.server.database.read() as connection:
        ends = connection.execute(text("SELECT expires_at FROM event_marks")).scalars().all()
    now = datetime.now(UTC)
    closes = auth.week_of(now.date()) + timedelta(days=weeks.CLOSES_AFTER_DAYS + 1)
    closing = [end for end in ends if datetime.fromtimestamp(end, UTC).date() == closes]
    of_ids = [end - now.timestamp() for end in ends if end % 86400 or end not in closing]
    assert len(ends) == 5
    assert len(closing) >= 3
    assert all(end % 3600 == 0 for end in ends)
    assert all(48 * 3600 <= left <= 49 * 3600 for left in of_ids)
    with world.server.database.write() as connection:
        connection.execute(text("UPDATE event_marks SET expires_at = 3600"))
    _codes(world, _event(2))
    with world.server.database.read() as connection:
        left = connection.execute(text("SELECT count(*) FROM event_marks")).scalar_one()
    assert left == 5


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"type": "looked-at"}, "type-unknown"),
        ({"rule": None}, "rule-missing"),
        ({"rule": "command/not-there"}, "rule-unknown"),
        ({"revision": 0}, "revision-unknown"),
        ({"revision": 99}, "revision-unknown"),
        ({"type": "dismissed", "reason": "bored"}, "reason-unknown"),
        ({"reason": "customers-word"}, "reason-unknown"),
        ({"at": "2020-01-01T00:00:00Z"}, "at-out-of-range"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "at-out-of-range"),
        ({"at": "9999-12-31T23:59:59-14:00"}, "at-out-of-range"),
    ],
)
def test_what_cannot_be_counted_is_named_and_the_rest_counts(
    world: World, changes: dict[str, object], code: str
) -> None:
    """One refusal does not hold up the batch."""
    assert _codes(world, _event(1, **changes), _event(2)) == [code]
    assert _total(world) == 1
    assert code in events.REJECTIONS


def test_every_type_is_counted(world: World) -> None:
    """`ended` without a rule, `accepted` with its suggestion, `dismissed` with its reason."""
    _codes(
        world,
        *(_event(i, type=name) for i, name in enumerate(sorted(set(events.TYPES) - {"ended"}))),
        _event(20, type="ended", rule=None),
        _event(21, type="accepted", suggestion=2),
        _event(22, type="dismissed", reason="company-wording"),
    )
    assert _total(world) == 10
    assert _total(world, type="ended", rule="") == 1
    assert _total(world, suggestion=2) == 1
    assert _total(world, reason="company-wording") == 1


def test_the_day_is_that_of_the_event_in_utc(world: World) -> None:
    """A queue that arrives after the weekend counts where it belongs."""
    at = datetime.now(UTC) - timedelta(days=3)
    local = at.astimezone(datetime.now().astimezone().tzinfo)
    _codes(world, _event(1, at=local.isoformat()))
    assert _total(world, day=at.date()) == 1
    assert _total(world, day=date(2020, 1, 1)) == 0


def test_hosts_of_a_day_are_bounded(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sender that makes up hosts fills one line, not the disk."""
    monkeypatch.setattr(events, "HOSTS_A_DAY", 3)
    _codes(world, *(_event(i, host=f"h{i}.example") for i in range(6)))
    _codes(world, _event(7, host="h0.example"), _event(8, host="h9.example"))
    assert _total(world, host=events.OTHER_HOST) == 4
    assert _total(world, host="h0.example") == 2


def test_a_batch_is_bounded(world: World) -> None:
    """200 events at once, no more."""
    assert world.post("events", {"events": [_event(i) for i in range(201)]}).status_code == 400


def test_no_table_can_hold_text_or_a_person() -> None:
    """The columns of the counters are the dimensions that are announced, and a number."""
    columns = {column.name for column in metadata.tables["counters"].columns}
    assert columns == {
        "team_id", "day", "type", "rule", "suggestion", "reason", "revision", "host", "count",
    }  # fmt: skip
    assert {column.name for column in metadata.tables["event_marks"].columns} == {
        "hash",
        "expires_at",
    }
