"""Points and score: what each finding and check takes off, and who yields where they overlap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from unruffle.core.types import POINTS, SEVERITIES, Check, Finding


def points(found: Sequence[Finding | Check]) -> list[int]:
    """The points of each, in the order given.

    The stronger of an overlap takes all: by severity, then length, then id. A repeat of a rule
    takes half, rounded down. What is missing overlaps nothing, and is free while it is pending.
    """
    order = sorted(range(len(found)), key=lambda index: _weakness(found[index]))
    kept: list[int] = []
    for index in order:
        if not any(_overlap(found[index], found[other]) for other in kept):
            kept.append(index)
    result = [0] * len(found)
    seen: Counter[str] = Counter()
    for index in sorted(kept, key=lambda k: found[k].start or 0):
        one = found[index]
        if not (one.pending and isinstance(one, Check)):
            result[index] = POINTS[one.severity] // (2 if seen[one.rule] else 1)
        seen[one.rule] += 1
    return result


def score(taken: Sequence[int]) -> int:
    """0 to 100, where 100 means that nothing was found."""
    return max(0, 100 - sum(taken))


def _overlap(one: Finding | Check, other: Finding | Check) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start < other.end and other.start < one.end


def _weakness(one: Finding | Check) -> tuple[int, int, str, int]:
    start, end = one.start or 0, one.end or 0
    return SEVERITIES.index(one.severity), start - end, one.rule, start
