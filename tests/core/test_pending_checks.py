"""Typing a clean reply key by key never shows a check, and never changes which are shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from unruffle.core.check import check
from unruffle.core.types import Context, Turn
from unruffle.snapshots import builtin

RULEBOOK = builtin()
TICKETS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "quiet-day.jsonl").read_text().splitlines()
]
_SHOWN = ("high", "medium")
# A key in so many is tried for each reply, and every key of the opening, where most is decided.
_EVERY = 7
_OPENING = 120


def shown(text: str, ticket: dict[str, Any]) -> set[str]:
    """The checks that a draft shows without being asked."""
    context = Context((Turn("customer", ticket["customer"]),), ticket["channel"])
    result = check(text, RULEBOOK, context)
    return {f.rule for f in result.checks if f.severity in _SHOWN and not f.pending}


def prefixes(text: str) -> list[str]:
    """The reply as it grows."""
    return [text[:n] for n in range(1, len(text) + 1) if n < _OPENING or n % _EVERY == 0]


@pytest.mark.parametrize("ticket", TICKETS, ids=[ticket["text"][:24] for ticket in TICKETS])
def test_a_clean_reply_shows_no_check_at_any_key(ticket: dict[str, Any]) -> None:
    """Whatever is missing may still come, and nothing else is to be said of a clean reply."""
    changes = [(text[-40:], shown(text, ticket)) for text in [*prefixes(ticket["text"])]]
    assert [(end, found) for end, found in changes if found] == []


@pytest.mark.parametrize("ticket", TICKETS, ids=[ticket["text"][:24] for ticket in TICKETS])
def test_a_clean_reply_shows_no_check_when_it_is_finished(ticket: dict[str, Any]) -> None:
    """With its last key nothing is missing."""
    assert shown(ticket["text"], ticket) == set()


def test_what_is_missing_waits_for_the_end() -> None:
    """The apology that is not there yet is pending until the sign-off."""
    ticket = {"customer": "The lamp arrived broken. I am furious!", "channel": "email"}
    text = "Hello Ana,\n\na new lamp is on its way."
    assert "C03" not in shown(text, ticket)
    assert "C03" in shown(f"{text}\n\nKind regards,\nTom", ticket)
