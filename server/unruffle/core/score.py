"""Points and score: what each finding takes off, and who yields where findings overlap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from unruffle.core.types import POINTS, SEVERITIES, Severity

Scored = tuple[str, Severity, int, int]


def points(findings: Sequence[Scored]) -> list[int]:
    """Points of each (rule, severity, start, end), in the order given.

    The stronger of an overlap takes all: by severity, then length, then id. A repeat of a rule
    takes half, rounded down.
    """
    order = sorted(range(len(findings)), key=lambda index: _weakness(findings[index]))
    kept: list[int] = []
    for index in order:
        _, _, start, end = findings[index]
        if all(end <= findings[k][2] or findings[k][3] <= start for k in kept):
            kept.append(index)
    result = [0] * len(findings)
    seen: Counter[str] = Counter()
    for index in sorted(kept, key=lambda k: findings[k][2]):
        rule, severity, _, _ = findings[index]
        result[index] = POINTS[severity] // (2 if seen[rule] else 1)
        seen[rule] += 1
    return result


def score(taken: Sequence[int]) -> int:
    """0 to 100, where 100 means that nothing was found."""
    return max(0, 100 - sum(taken))


def _weakness(finding: Scored) -> tuple[int, int, str, int]:
    rule, severity, start, end = finding
    return SEVERITIES.index(severity), start - end, rule, start
