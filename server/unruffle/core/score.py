"""Points and score: what each finding and check takes off, and who yields where they overlap."""

from __future__ import annotations

from bisect import bisect_left
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
    # What is kept lies apart, so only its neighbors can overlap the next one.
    taken: list[tuple[int, int]] = []
    for index in order:
        start, end = found[index].start, found[index].end
        if start is not None and end is not None:
            at = bisect_left(taken, (start, end))
            before, after = taken[at - 1 : at], taken[at : at + 1]
            if (before and before[0][1] > start) or (after and after[0][0] < end):
                continue
            taken.insert(at, (start, end))
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


def _weakness(one: Finding | Check) -> tuple[int, int, str, int]:
    start, end = one.start or 0, one.end or 0
    return SEVERITIES.index(one.severity), start - end, one.rule, start
