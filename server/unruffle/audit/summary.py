"""What an audit found, in figures: nothing of a group of fewer than LEAST replies, and no text
unless it was asked for.

Every figure by month, channel or group is a sum of whole cells that add up to all replies, so the
difference of two figures tells about no smaller group either.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Final

from unruffle.audit.batch import PASSED_OVER, Work
from unruffle.audit.tally import Tally, group
from unruffle.core.rulebook import Rulebook
from unruffle.intervals import Rate, wilson

#: Replies that a month, a channel or a group has at least.
LEAST: Final = 50
#: Groups of a column that are named.
MOST: Final = 20
#: What stands for all that is too small, or not among the most frequent.
OTHER: Final = "other"
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Line:
    """Some checked replies: how many, in how many a rule found something, their mean score."""

    name: str
    replies: int
    found: int
    score: float
    rate: Rate


@dataclass(frozen=True, slots=True)
class Share:
    """A rule, check, category or technique: `says` what it is, `replies` have it, `rate` of all."""

    id: str
    says: str
    replies: int
    rate: Rate


@dataclass(frozen=True, slots=True)
class Summary:
    """An audit in figures. Of fewer than LEAST checked replies only `statuses` are told."""

    statuses: Mapping[str, int]
    total: Line | None = None
    rules: tuple[Share, ...] = ()
    categories: tuple[Share, ...] = ()
    checks: tuple[Share, ...] = ()
    techniques: tuple[Share, ...] = ()
    missing: tuple[Share, ...] = ()
    months: tuple[Line, ...] = ()
    channels: tuple[Line, ...] = ()
    groups: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    sentences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    least: int = LEAST

    def text(self) -> str:
        """The same as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


def summarize(tally: Tally, work: Work) -> Summary:
    """The figures of a whole run."""
    statuses = dict(sorted(tally.of("status").items()))
    checked = statuses.get("checked", 0)
    if checked < LEAST:
        # How few there were may be told, what they are like may not.
        return Summary(statuses)
    book = work.rulebook
    rules = _says(book)
    moves = {move.id: move.name for move in book.moves}
    (total,) = _lines(tally, "all")
    return Summary(
        statuses,
        total,
        rules=_shares(tally, "rule", rules, checked),
        categories=_shares(tally, "category", {}, checked),
        checks=_shares(tally, "check", rules, checked),
        techniques=_shares(tally, "technique", moves, checked),
        missing=_shares(tally, "missing", moves, checked),
        months=tuple(sorted(_lines(tally, "month", 10_000), key=lambda line: line.name)),
        channels=tuple(_lines(tally, "channel")),
        groups={name: tuple(_lines(tally, group(name))) for name in work.groups},
        sentences={
            rule: tuple(text for _, text in drawn)
            for rule, drawn in sorted(tally.sentences.items())
        },
    )


def with_a_reply(statuses: Mapping[str, int]) -> int:
    """The rows in which a reply stands."""
    return sum(number for status, number in statuses.items() if status != PASSED_OVER)


def _says(book: Rulebook) -> dict[str, str]:
    rules = {rule.id: rule.message for rule in book.rules}
    return rules | {check.id: check.message for check in book.checks}


def _shares(tally: Tally, kind: str, says: Mapping[str, str], checked: int) -> tuple[Share, ...]:
    found = sorted(tally.of(kind).items(), key=lambda one: (-one[1], one[0]))
    return tuple(Share(id_, says.get(id_, id_), n, wilson(n, checked)) for id_, n in found)


def _lines(tally: Tally, dimension: str, most: int = MOST) -> list[Line]:
    """The values with enough replies, the most frequent first, and all others together."""
    counts = tally.counts
    size = {value: counts[dimension, value, "replies"] for value in tally.values(dimension)}
    order = sorted(size, key=lambda value: (-size[value], value))
    kept = [value for value in order[:most] if size[value] >= LEAST]
    rest = order[len(kept) :]
    # The others are a group too: it takes in the next one until it is large enough.
    while kept and rest and sum(map(size.__getitem__, rest)) < LEAST:
        rest.insert(0, kept.pop())
    lines = [_line(tally, dimension, value or UNKNOWN, [value]) for value in kept]
    return [*lines, _line(tally, dimension, OTHER, rest)] if rest else lines


def _line(tally: Tally, dimension: str, name: str, values: Sequence[str]) -> Line:
    replies, found, score = (
        sum(tally.counts[dimension, value, what] for value in values)
        for what in ("replies", "found", "score")
    )
    return Line(name, replies, found, round(score / replies, 1), wilson(found, replies))
