"""Forty fair replies, typed key by key: an agent who works well is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from unruffle.core.check import check
from unruffle.core.types import Context, Turn
from unruffle.snapshots import builtin

TICKETS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data/quiet-day.jsonl").read_text("utf-8").splitlines()
]
RULEBOOK = builtin()
VISIBLE = ("high", "medium")
FALSE_MARKS = 6

each_ticket = pytest.mark.parametrize(
    "ticket", TICKETS, ids=[f"{n}-{ticket['kind']}" for n, ticket in enumerate(TICKETS)]
)


def marks(ticket: dict[str, str], text: str, *, finished: bool) -> list[str]:
    """The rules whose marks an agent would see in this text."""
    context = Context((Turn("customer", ticket["customer"]),), ticket["channel"])
    found = check(text, RULEBOOK, context, finished=finished).findings
    return [f.rule for f in found if f.severity in VISIBLE and not f.pending]


def test_the_day_is_as_described() -> None:
    """Twenty plain replies, twelve with macros, eight to complaints, all of mail length."""
    kinds = [ticket["kind"] for ticket in TICKETS]
    assert {kind: kinds.count(kind) for kind in kinds} == {"plain": 20, "macro": 12, "complaint": 8}
    assert all(70 <= len(ticket["text"].split()) <= 180 for ticket in TICKETS)


def test_few_marks_stand_at_the_end_of_the_day() -> None:
    """At most six in all forty replies."""
    found = [rule for ticket in TICKETS for rule in marks(ticket, ticket["text"], finished=True)]
    assert len(found) <= FALSE_MARKS, found


@each_ticket
def test_no_half_written_draft_is_marked(ticket: dict[str, str]) -> None:
    """At no key is there a mark that the finished reply does not have."""
    text = ticket["text"]
    at_last = set(marks(ticket, text, finished=True))
    for end in range(1, len(text)):
        assert set(marks(ticket, text[:end], finished=False)) <= at_last, text[:end][-80:]
