"""What a draft promises by a moment: an agent's own reminder is made of it."""

from __future__ import annotations

import pytest

from coach import result


@pytest.mark.parametrize(
    ("text", "promised", "day"),
    [
        (
            "Hello Ruth, I will write to you by Thursday. The desk left us on Monday.",
            "I will write to you by Thursday.",
            "2026-03-05",
        ),
        ("We'll call you tomorrow.", "We'll call you tomorrow.", "2026-03-05"),
        (
            "Thanks. You will have your refund within 3 days.",
            "You will have your refund within 3 days.",
            "2026-03-07",
        ),
    ],
)
def test_a_promise_with_a_day(text: str, promised: str, day: str) -> None:
    """The sentence and the day, seen from now."""
    (found,) = result(text).promises
    assert text[found.start : found.end] == promised
    assert found.due.date().isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        "I will look into it.",
        "If the parcel comes back, I will call you tomorrow.",
        "The desk left us on Monday.",
        "You called us on Thursday.",
    ],
)
def test_no_promise_with_a_day(text: str) -> None:
    """Without a day, hanging on something else, or about the past."""
    assert result(text).promises == ()
