"""What is counted over past replies. Tallies of parts add up to that of the whole, in any order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Final

from unruffle.errors import StartError

#: Values of a column that is grouped by. One with more of them names single things or people.
MOST_VALUES: Final = 500
_GROUP: Final = "group:"

#: A sentence and the keyed hash by which it is chosen, the same one however the replies are cut.
Drawn = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers by what they count, such as ("rule", "command/calm-down"), and drawn sentences.

    ("status", s), and of checked replies: (dimension, value, "replies" | "found" | "score"), the
    last one a sum; "rule", "check", "category", "technique" and "missing" with an id count replies.
    """

    counts: Counter[tuple[str, ...]] = field(default_factory=Counter)
    sentences: Mapping[str, tuple[Drawn, ...]] = field(default_factory=dict)

    def plus(self, other: Tally, drawn: int) -> Tally:
        """Both together, with so many sentences of a rule. Raises StartError for a column that
        has too many values to be grouped by."""
        names = sorted({*self.sentences, *other.sentences})
        both = ({*self.sentences.get(n, ()), *other.sentences.get(n, ())} for n in names)
        sentences = {n: tuple(nsmallest(drawn, one)) for n, one in zip(names, both, strict=True)}
        return Tally(_bounded(self.counts + other.counts), sentences)

    def text(self) -> str:
        """The same as JSON."""
        counts = sorted([*key, number] for key, number in self.counts.items())
        return json.dumps({"counts": counts, "sentences": self.sentences}, ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> Tally:
        """What `text` gave."""
        told = json.loads(text)
        sentences = {n: tuple(map(tuple, one)) for n, one in told["sentences"].items()}
        return cls(Counter({tuple(key): number for *key, number in told["counts"]}), sentences)

    def of(self, kind: str) -> dict[str, int]:
        """The numbers of a kind by what they belong to, such as rules by their ids."""
        return {key[1]: number for key, number in self.counts.items() if key[0] == kind}

    def values(self, dimension: str) -> list[str]:
        """The values of a dimension that checked replies have."""
        found = (key[1] for key in self.counts if key[0] == dimension and key[2:] == ("replies",))
        return sorted(found)


def group(name: str) -> str:
    """The dimension of a column that is grouped by."""
    return _GROUP + name


def total(tallies: Iterable[Tally], drawn: int) -> Tally:
    """All of them together."""
    found = Tally()
    for one in tallies:
        found = found.plus(one, drawn)
    return found


def _bounded(counts: Counter[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    values = Counter(k[0] for k in counts if k[0].startswith(_GROUP) and k[-1] == "replies")
    for dimension, number in values.items():
        if number > MOST_VALUES:
            raise StartError(
                f"The column {dimension.removeprefix(_GROUP)} has more than {MOST_VALUES} values.",
                "Group by what many replies share, such as a brand.",
            )
    return counts
