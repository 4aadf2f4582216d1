"""The learned layer: which harm a sentence resembles that no rule has words for.

A linear model for each category: a weight for each word, pair of neighbors and trait of the place,
summed up and set against a threshold. Nothing is generated, and nothing is learned from a draft.
Features that a sentence has (`features`), and those of its draft (`traits`):

- a word as tokens have it (one spelling, contractions taken apart), "0" for any number;
- a pair of neighbors; "^" stands before the first word and "$" behind the last;
- a trait, which begins with "@": where the sentence stands (@opening, @closing, @alone), what it
  holds (@question, @exclaims, @number, @theirs: a word of the customer), how long it is, and what
  it answers (@kind:complaint, @upset, @heated, @asked:why).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt
from typing import Any, NamedTuple

from unruffle.core.draft import Draft
from unruffle.core.rules import RuleError
from unruffle.core.tokens import words
from unruffle.core.types import Weight

#: Weights are whole hundredths, so that a sum is the same in whatever order it is made.
HUNDREDTHS = 100
#: Weights fit the features above; other features, another number.
VERSION = 1
#: Nobody marks what is so long as a whole, and none of the training sentences is.
LONGEST_SENTENCE = 60
_OPENING, _CLOSING, _ALONE = 2, 2, 2
_HEATED = 2
_WORDS_PER_STEP, _MOST_STEPS = 6, 4
_LONG = tuple(f"@long:{step}" for step in range(_MOST_STEPS + 1))
#: A short sentence is divided by no less: two words alone say little.
FEWEST = 16
_SHOWN_WEIGHTS = 3
#: Two shorter sentences are not alike for having all words but one in common.
FEWEST_ALIKE = 4
_NEGATIONS = frozenset("not no never nobody nothing none neither nor without hardly".split())

Feature = str | tuple[str, str]


class Likeness(NamedTuple):
    """A sentence by its number resembles a category."""

    sentence: int
    category: str
    #: By how much the sum is above the threshold.
    above: float


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned, by the number of a category: thresholds, weights, typical sentences."""

    categories: tuple[str, ...] = ()
    thresholds: tuple[float, ...] = ()
    weights: Mapping[Feature, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    typical: tuple[tuple[tuple[str, frozenset[str]], ...], ...] = ()

    def likenesses(self, draft: Draft, sentences: Iterable[int]) -> list[Likeness]:
        """For each of these sentences the category that it resembles most, if it does."""
        found: list[Likeness] = []
        common = traits(draft) if self.categories else set[Feature]()
        of_all = self._sums(common, [0] * len(self.categories))
        for index in sentences if self.categories else ():
            sentence = draft.tokens.sentences[index]
            if sentence.greeting or sentence.last - sentence.first > LONGEST_SENTENCE:
                continue
            own = features(draft, index)
            sums = self._sums(own, of_all)
            scale = HUNDREDTHS * sqrt(max(len(own) + len(common), FEWEST))
            above = [
                total / scale - limit for total, limit in zip(sums, self.thresholds, strict=True)
            ]
            most = max(range(len(above)), key=above.__getitem__)
            if above[most] >= 0:
                found.append(Likeness(index, self.categories[most], above[most]))
        return found

    def _sums(self, present: set[Feature], first: list[int]) -> list[int]:
        """The weights of these features by category, added to the first sums."""
        sums = first.copy()
        for known in self.weights.keys() & present:
            for number, weight in self.weights[known]:
                sums[number] += weight
        return sums

    def weighed(self, draft: Draft, index: int, category: str) -> tuple[Weight, ...]:
        """The words that weighed most for the category, heaviest first, each once."""
        number, tokens = self.categories.index(category), draft.tokens
        sentence, norms = tokens.sentences[index], _norms(draft, index)
        places: list[tuple[Feature, int, int]] = [(norm, at, at) for at, norm in enumerate(norms)]
        places += [(pair, at, at + 1) for at, pair in enumerate(pairwise(norms))]
        heavy = [
            (dict(self.weights.get(feature, ())).get(number, 0), first, last)
            for feature, first, last in places
        ]
        kept: list[tuple[int, int, int]] = []
        for weight, first, last in sorted(heavy, key=lambda one: (-one[0], one[1:])):
            apart = all(last < before or after < first for _, before, after in kept)
            if weight > 0 and apart and len(kept) < _SHOWN_WEIGHTS:
                kept.append((weight, first, last))
        starts, ends = tokens.starts[sentence.first :], tokens.ends[sentence.first :]
        return tuple(
            Weight(draft.text[starts[first] : ends[last]], weight / HUNDREDTHS)
            for weight, first, last in kept
        )

    def nearest(self, draft: Draft, index: int, category: str) -> str:
        """The training sentence of the category that shares the most weight with this one."""
        number, own = self.categories.index(category), frozenset(_norms(draft, index))

        def shared(words: frozenset[str]) -> float:
            both = (dict(self.weights.get(word, ())).get(number, 0) for word in own & words)
            return sum(weight for weight in both if weight > 0) / sqrt(len(words) + 4)

        return max(self.typical[number], key=lambda entry: shared(entry[1]))[0]


def features(draft: Draft, index: int) -> set[Feature]:
    """The features of a sentence alone: words, pairs of neighbors, and traits of its place."""
    norms = _norms(draft, index)
    present: set[Feature] = set(norms)
    if not present.isdisjoint(draft.customer_words):
        present.add("@theirs")
    if "0" in present:
        present.add("@number")
    present.update(zip(["^", *norms], [*norms, "$"], strict=True))
    tokens = draft.tokens
    sentence, greeted = tokens.sentences[index], tokens.sentences[0].greeting
    if index - greeted < _OPENING:
        present.add("@opening")
    if len(tokens.sentences) - index <= _CLOSING:
        present.add("@closing")
    ending = draft.scanned[tokens.ends[sentence.last - 1] : sentence.end + 1]
    if "?" in ending:
        present.add("@question")
    if "!" in ending:
        present.add("@exclaims")
    present.add(_LONG[min(_MOST_STEPS, len(norms) // _WORDS_PER_STEP)])
    return present


def traits(draft: Draft) -> set[Feature]:
    """The features that all sentences of a draft share: how many there are, what they answer."""
    sentences, situation = draft.tokens.sentences, draft.situation
    present: set[Feature] = {f"@kind:{situation.kind}"}
    if len(sentences) - sentences[0].greeting <= _ALONE:
        present.add("@alone")
    if situation.upset:
        present.add("@upset")
    if (situation.heat or 0) >= _HEATED:
        present.add("@heated")
    if "why" in situation.asked:
        present.add("@asked:why")
    return present


def _norms(draft: Draft, index: int) -> list[str]:
    sentence = draft.tokens.sentences[index]
    norms = draft.tokens.norms[sentence.first : sentence.last]
    return ["0" if norm[0].isdigit() else norm for norm in norms]


def parse_model(data: Mapping[str, Any], rules: Iterable[str]) -> Model:
    """The model that `data` holds, of those categories that have a rule `learned/<category>`.

    Raises RuleError for weights that were made for other features.
    """
    if not data:
        return Model()
    if data.get("version") != VERSION:
        raise RuleError(f"The learned layer: its weights are not of version {VERSION}.")
    wanted = {rule.removeprefix("learned/") for rule in rules}
    names = [name for name in data["categories"] if name in wanted]
    weights: dict[Feature, list[tuple[int, int]]] = {}
    for number, name in enumerate(names):
        for text, weight in data["categories"][name]["weights"].items():
            first, space, second = text.partition(" ")
            weights.setdefault((first, second) if space else text, []).append(
                (number, round(weight * HUNDREDTHS))
            )
    return Model(
        tuple(names),
        tuple(data["categories"][name]["threshold"] for name in names),
        {feature: tuple(row) for feature, row in weights.items()},
        tuple(_typical(data["categories"][name]["typical"]) for name in names),
    )


def _typical(sentences: Sequence[str]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((sentence, frozenset(words(sentence))) for sentence in sentences)


def nearly(norms: Sequence[str]) -> set[tuple[str, ...]]:
    """The words of a sentence, and what is left with any one word left out that may differ.

    Two sentences that differ in one word have one of these in common. A negation may not differ,
    and of a few words none may.
    """
    same = tuple("0" if norm[0].isdigit() else norm for norm in norms)
    if len(same) < FEWEST_ALIKE:
        return {same}
    differing = (at for at, norm in enumerate(same) if norm not in _NEGATIONS)
    return {same, *(same[:at] + same[at + 1 :] for at in differing)}
