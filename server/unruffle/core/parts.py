"""What the sentences of a draft hold: features and techniques, by their names.

Structural checks and techniques ask here, so that each reads as one sentence of advice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unruffle.core.draft import Draft
from unruffle.core.match import Match
from unruffle.core.pending import is_open
from unruffle.core.tokens import Sentence
from unruffle.core.types import Readability

if TYPE_CHECKING:
    from unruffle.core.earlier import Earlier

_OPENING_SENTENCES = 2
_UNREAD = Readability(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Parts:
    """Matches by the name of a feature ("date") or the id of a technique ("T07").

    `earlier` are the turns before the draft; None where nothing was asked about them. `ended`:
    nobody is typing any more. `theirs` are the stems of the customer's words.
    """

    draft: Draft
    found: Mapping[str, Sequence[Match]]
    readability: Readability = _UNREAD
    earlier: Earlier | None = None
    ended: bool = False
    theirs: frozenset[str] = frozenset()

    @property
    def body(self) -> Sequence[Sentence]:
        """The sentences after the greeting."""
        sentences = self.draft.tokens.sentences
        return sentences[1:] if sentences and sentences[0].greeting else sentences

    @property
    def told(self) -> Sequence[Sentence]:
        """The sentences between the greeting and the sign-off."""
        return self.body[:-1] if self.draft.signed_off else self.body

    @property
    def first(self) -> int:
        """The number of the first sentence after the greeting."""
        sentences = self.draft.tokens.sentences
        return int(bool(sentences) and sentences[0].greeting)

    def matches(self, *names: str) -> list[Match]:
        """All matches of these, in the order of the text."""
        return sorted(match for name in names for match in self.found.get(name, ()))

    def sentences(self, *names: str) -> set[int]:
        """The numbers of the sentences in which one of these stands."""
        sentence_of = self.draft.tokens.sentence_of
        return {sentence_of[match.token] for name in names for match in self.found.get(name, ())}

    def has(self, *names: str) -> bool:
        """Whether one of these stands anywhere."""
        return any(map(self.found.get, names))

    def opens_with(self, *names: str) -> bool:
        """Whether one of these stands in the first two sentences after the greeting."""
        opening = range(self.first, self.first + _OPENING_SENTENCES)
        return any(number in opening for number in self.sentences(*names))

    def earliest(self, *names: str) -> int | None:
        """The number of the first sentence in which one of these stands."""
        return min(self.sentences(*names), default=None)

    def closed(self, sentence: int) -> bool:
        """Whether sentence number `sentence` has come to its end and typing changes it no more."""
        last = len(self.draft.tokens.sentences) - 1
        return self.ended or sentence < last or not is_open(self.draft)
