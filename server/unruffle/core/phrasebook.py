"""Collects phrases with what each is there for, and compiles them once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from unruffle.core.match import Matcher
from unruffle.core.phrases import Phrase, parse
from unruffle.core.rules import Near, Rule, RuleError
from unruffle.core.syntax import Choices as Wordings
from unruffle.core.syntax import PhraseError

Purpose = Literal["rule", "unless", "near", "feature", "allow", "technique", "not-technique"]


class Target(NamedTuple):
    """What a phrase is there for.

    `rule` is an index into the rules; `name` is the feature, the entry that is near, or the scope
    of the list that allows or excepts. A tuple, since a draft looks many of them up.
    """

    purpose: Purpose
    rule: int = -1
    name: str = ""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A matcher, what its matches mean, and the numbers that only a match of a rule asks for."""

    matcher: Matcher
    means: Mapping[tuple[int, ...], tuple[Target, ...]]
    around: Mapping[Target, frozenset[int]]


def near_name(side: str, position: int) -> str:
    """The name under which the phrases of one near entry are found."""
    return f"{side}/{position}"


class Phrasebook:
    """Phrases by number, from `first` on, so that two books have no number in common."""

    def __init__(self, classes: Mapping[str, Wordings], first: int = 0) -> None:
        self._classes, self._first = classes, first
        self._numbers: dict[str, int] = {}
        self._phrases: list[tuple[Phrase, int]] = []
        self._means: list[list[Target]] = []
        self._around: dict[Target, set[int]] = defaultdict(set)

    @property
    def end(self) -> int:
        """The number after the last one."""
        return self._first + len(self._phrases)

    def add(self, target: Target, sources: Iterable[str], owner: str) -> None:
        """Look for these phrases. Raises RuleError naming the owner of one that does not parse."""
        for source in sources:
            number = self._numbers.get(source)
            if number is None:
                try:
                    phrase = parse(source, self._classes)
                except PhraseError as error:
                    raise RuleError(f"{owner}: {error}") from error
                number = self._numbers[source] = self.end
                self._phrases.append((phrase, number))
                self._means.append([])
            if target.purpose in ("unless", "near"):
                self._around[target].add(number)
            else:
                self._means[number - self._first].append(target)

    def add_rule(self, index: int, rule: Rule) -> None:
        """Look for everything that a rule names."""
        self.add(Target("rule", index), rule.phrases, rule.id)
        self.add(Target("unless", index), rule.unless, rule.id)
        sides: tuple[tuple[str, tuple[Near, ...]], ...] = (
            ("unless", rule.unless_near),
            ("only", rule.only_near),
        )
        for side, entries in sides:
            for position, entry in enumerate(entries):
                target = Target("near", index, near_name(side, position))
                self.add(target, entry.phrases, rule.id)

    def compile(self) -> Compiled:
        """The matcher of all phrases. Raises RuleError where it would cost too much."""
        try:
            matcher = Matcher(self._phrases)
        except PhraseError as error:
            raise RuleError(str(error)) from error
        means = {
            numbers: tuple(
                target for number in numbers for target in self._means[number - self._first]
            )
            for numbers in matcher.endings
        }
        around = {target: frozenset(numbers) for target, numbers in self._around.items()}
        return Compiled(matcher, means, around)
