"""Moments on the wire become moments of the core; the clock is asked at the edge alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from unruffle.wire.incoming import CheckIn


def test_now_and_the_turns_keep_their_offsets() -> None:
    """A leap second is the second before it."""
    body = CheckIn.model_validate(
        {
            "text": "Hello.",
            "now": "2026-03-04T10:00:00+01:00",
            "context": {
                "turns": [
                    {"author": "customer", "text": "Hi.", "at": "2026-12-31T23:59:60Z"},
                    {"author": "agent", "text": "Hi."},
                ]
            },
        }
    )
    assert body.context is not None
    context = body.context.context(body.moment())
    assert context.now == datetime(2026, 3, 4, 9, tzinfo=UTC)
    assert context.now.utcoffset() == timedelta(hours=1)
    assert [turn.at for turn in context.turns] == [
        datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
        None,
    ]


def test_without_a_moment_the_clock_of_the_server_counts() -> None:
    """It knows its offset, too."""
    before = datetime.now(UTC)
    assert before <= CheckIn.model_validate({"text": "Hello."}).moment() <= datetime.now(UTC)
