"""How sure a rate is: Wilson's interval, and Newcombe's for the difference of two.

Newcombe, Interval estimation for the difference between independent proportions, Statistics in
Medicine 17, 1998 (methods 3 of the single case and 10).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

#: Standard errors on each side: 19 of 20 intervals hold the true rate.
USUAL = 1.96
#: For looks at hundreds of rules at once: 999 of 1000.
STRICT = 3.29


@dataclass(frozen=True, slots=True)
class Rate:
    """A share from 0 to 1 with its interval."""

    share: float
    low: float
    high: float


def wilson(hits: int, of: int, width: float = USUAL) -> Rate:
    """The rate of `hits` in `of` (more than none), never wider than 0 to 1."""
    share = hits / of
    scale = 1 + width**2 / of
    middle = (share + width**2 / (2 * of)) / scale
    half = width * sqrt(share * (1 - share) / of + width**2 / (4 * of**2)) / scale
    return Rate(share, max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))


def difference(before: tuple[int, int], after: tuple[int, int], width: float = USUAL) -> Rate:
    """By how much the rate grew, from -1 to 1; each pair is (hits, of)."""
    one, two = wilson(*before, width), wilson(*after, width)
    grown = two.share - one.share
    down = sqrt((two.share - two.low) ** 2 + (one.high - one.share) ** 2)
    up = sqrt((two.high - two.share) ** 2 + (one.share - one.low) ** 2)
    return Rate(grown, grown - down, grown + up)
