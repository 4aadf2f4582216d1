"""What the source articles recommend gets no mark; every habit that they warn of fires."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from unruffle.core.check import check
from unruffle.core.types import Context, Finding, Turn
from unruffle.snapshots import builtin

SEEDS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data/seeds.jsonl").read_text("utf-8").splitlines()
]
RECOMMENDED = [seed for seed in SEEDS if seed["side"] == "recommended"]
WARNED = [seed for seed in SEEDS if seed["side"] == "warned"]
RULEBOOK = builtin()


def findings(seed: dict[str, str]) -> tuple[Finding, ...]:
    """Everything that the lists find in the reply of a seed."""
    turns = (Turn("customer", seed["customer"]),) if seed["customer"] else ()
    return check(seed["text"], RULEBOOK, Context(turns, seed["channel"]), finished=True).findings


@pytest.mark.parametrize("seed", RECOMMENDED, ids=lambda seed: seed["principle"])
def test_what_is_recommended_gets_no_mark(seed: dict[str, str]) -> None:
    """Good moves pass in every channel."""
    text = seed["text"]
    marks = [found for found in findings(seed) if found.severity in ("high", "medium")]
    assert [(found.rule, text[found.start : found.end]) for found in marks] == []


@pytest.mark.parametrize("seed", WARNED, ids=lambda seed: f"{seed['principle']}-{seed['fires']}")
def test_what_is_warned_of_fires(seed: dict[str, str]) -> None:
    """A finding touches the words of the habit."""
    start = seed["text"].index(seed["words"])
    end = start + len(seed["words"])
    assert [found for found in findings(seed) if found.start < end and start < found.end], seed[
        "text"
    ]


def test_both_sides_are_there_in_number() -> None:
    """Enough of each to mean something."""
    assert len(RECOMMENDED) >= 75
    assert len(WARNED) >= 45
