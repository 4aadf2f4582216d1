"""Where matches of one kind stand, kept so that each question about them takes the same time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from unruffle.core.match import Match
from unruffle.core.rules import Within

#: The first end and the last start among some matches: enough to know whether one stands apart.
_Reach = tuple[int, int]


class Places:
    """An index over matches; `sentence_of` tells the sentence of a token."""

    def __init__(self, matches: Iterable[Match], sentence_of: list[int]) -> None:
        ordered = sorted(matches, key=lambda match: match.start)
        self._sentence_of = sentence_of
        self._starts = [match.start for match in ordered]
        self._furthest = list(accumulate((match.end for match in ordered), max))
        self._by_sentence: dict[int, _Reach] = {}
        for match in ordered:
            sentence = sentence_of[match.token]
            first_end, last_start = self._by_sentence.get(sentence, (match.end, match.start))
            self._by_sentence[sentence] = min(first_end, match.end), max(last_start, match.start)
        reaches = self._by_sentence.values()
        self._all = (min(e for e, _ in reaches), max(s for _, s in reaches)) if ordered else None

    def cover(self, match: Match) -> bool:
        """Whether one of them holds the whole of `match`."""
        before = bisect_right(self._starts, match.start)
        return before > 0 and self._furthest[before - 1] >= match.end

    def near(self, match: Match, within: Within) -> bool:
        """Whether one of them stands in reach of `match`, outside its own words."""
        if within == "reply":
            return _apart(self._all, match)
        own = self._sentence_of[match.token]
        return _apart(self._by_sentence.get(own), match) or (
            within == "next" and _apart(self._by_sentence.get(own + 1), match)
        )


def _apart(reach: _Reach | None, match: Match) -> bool:
    return reach is not None and (reach[0] <= match.start or reach[1] >= match.end)
