"""Good moves: what a draft does well, and what this customer still needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast, get_args

from unruffle.core.conditions import all_hold
from unruffle.core.draft import Draft
from unruffle.core.match import Match
from unruffle.core.parts import Parts
from unruffle.core.reader import Reader
from unruffle.core.rules import Example
from unruffle.core.types import Phase, Technique

_NOWHERE = Match(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Move:
    """A technique as data. `expected`: sets of conditions, of which one must hold."""

    id: str
    name: str
    phase: Phase
    shows: str
    alias: str | None = None
    phrases: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    expected: tuple[tuple[str, ...], ...] = ()
    flags: tuple[Example, ...] = ()
    passes: tuple[Example, ...] = ()


def parse_move(move_id: str, data: Mapping[str, Any]) -> Move:
    """The technique that `data` describes. Raises RuleError at the first thing amiss."""
    fields = {*Move.__dataclass_fields__, "examples"} - {"id", "flags", "passes"}
    reader = Reader("Technique", move_id, data, fields)
    examples = reader.table("examples", {"flags", "passes"})
    phase = data.get("phase")
    if phase not in get_args(Phase):
        raise reader.error(f"its phase is one of {', '.join(get_args(Phase))}")
    return Move(
        id=move_id,
        name=reader.text("name"),
        phase=cast(Phase, phase),
        shows=reader.text("shows"),
        alias=data.get("alias"),
        phrases=reader.texts(data, "phrases"),
        unless=reader.texts(data, "unless"),
        expected=tuple(reader.conditions(entry) for entry in data.get("expected", [])),
        flags=tuple(reader.example(entry) for entry in examples.get("flags", [])),
        passes=tuple(reader.example(entry) for entry in examples.get("passes", [])),
    )


def techniques(
    parts: Parts, moves: tuple[Move, ...], expected: Mapping[str, tuple[tuple[str, ...], ...]]
) -> tuple[Technique, ...]:
    """Every technique, whether it is there, and whether it is expected, in the order of ids.

    `expected` has the conditions of techniques for which a team chose its own.
    """
    if expected:
        moves = tuple(replace(m, expected=expected.get(m.id, m.expected)) for m in moves)
    held = _held(moves, parts.draft)
    spans = {
        move.id: tuple((match.start, match.end) for match in parts.matches(move.id))
        for move in moves
        if parts.has(move.id)
    }
    return tuple(
        Technique(
            id=move.id,
            name=move.name,
            phase=move.phase,
            present=move.id in spans,
            expected=not held.isdisjoint(move.expected),
            spans=spans.get(move.id, ()),
            shows=move.shows,
        )
        for move in moves
    )


def _held(moves: tuple[Move, ...], draft: Draft) -> set[tuple[str, ...]]:
    """The conditions that hold, of those that techniques ask; in an unknown situation none."""
    if draft.situation.kind == "unknown":
        return set()
    # Many techniques ask the same.
    asked = {conditions for move in moves for conditions in move.expected}
    return {conditions for conditions in asked if all_hold(conditions, draft, _NOWHERE)}
