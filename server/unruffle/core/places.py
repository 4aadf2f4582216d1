"""Where hits of one kind stand, kept so that each question about them takes the same time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from unruffle.core.match import Hit
from unruffle.core.rules import Within

#: The first end and the last start among some hits: enough to know whether one stands apart.
_Reach = tuple[int, int]


class Places:
    """An index over hits; `sentence_of` tells the sentence of a token."""

    def __init__(self, hits: Iterable[Hit], sentence_of: list[int]) -> None:
        ordered = sorted(hits, key=lambda hit: hit.start)
        self._sentence_of = sentence_of
        self._starts = [hit.start for hit in ordered]
        self._furthest = list(accumulate((hit.end for hit in ordered), max))
        self._by_sentence: dict[int, _Reach] = {}
        for hit in ordered:
            sentence = sentence_of[hit.token]
            first_end, last_start = self._by_sentence.get(sentence, (hit.end, hit.start))
            self._by_sentence[sentence] = min(first_end, hit.end), max(last_start, hit.start)
        reaches = self._by_sentence.values()
        self._all = (min(e for e, _ in reaches), max(s for _, s in reaches)) if ordered else None

    def cover(self, hit: Hit) -> bool:
        """Whether one of them holds the whole of `hit`."""
        before = bisect_right(self._starts, hit.start)
        return before > 0 and self._furthest[before - 1] >= hit.end

    def near(self, hit: Hit, within: Within) -> bool:
        """Whether one of them stands in reach of `hit`, outside its own words."""
        if within == "reply":
            return _apart(self._all, hit)
        own = self._sentence_of[hit.token]
        return _apart(self._by_sentence.get(own), hit) or (
            within == "next" and _apart(self._by_sentence.get(own + 1), hit)
        )


def _apart(reach: _Reach | None, hit: Hit) -> bool:
    return reach is not None and (reach[0] <= hit.start or reach[1] >= hit.end)
