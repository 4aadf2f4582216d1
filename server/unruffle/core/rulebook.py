"""All published rules compiled together: immutable, shared by every check of a revision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from unruffle.core.checks import CheckRule, parse_check
from unruffle.core.learned import Model, nearly, parse_model
from unruffle.core.match import Matcher
from unruffle.core.phrases import Phrase, parse, parse_classes
from unruffle.core.reading import parse_rule
from unruffle.core.rules import FEATURES, Near, Rule, RuleError
from unruffle.core.situation import CUES, Cues
from unruffle.core.syntax import PhraseError
from unruffle.core.techniques import Move, parse_move
from unruffle.core.tokens import words
from unruffle.core.tuning import Tuning, parse_profile
from unruffle.core.types import PERSONAL, Source

Purpose = Literal["rule", "unless", "near", "feature", "allow", "technique", "not-technique"]


class Target(NamedTuple):
    """What a phrase is there for.

    `rule` is an index into the rules; `name` is the feature, or the entry that is near. A tuple,
    since a draft looks many of them up.
    """

    purpose: Purpose
    rule: int = -1
    name: str = ""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules by index, one matcher for all phrases, and what its matches mean.

    The matcher knows phrases by their numbers. `means` has the targets of each set of numbers that
    may end together; `around` has the numbers that except a rule or stand near it, which only a
    match of that rule asks for: many rules look out for the same words. `detectors` are those of
    the rules that have one. `optional` names lists that are off unless a team switches them on.
    """

    rules: tuple[Rule, ...]
    sources: Mapping[str, Source]
    matcher: Matcher
    means: Mapping[tuple[int, ...], tuple[Target, ...]]
    around: Mapping[Target, frozenset[int]]
    detectors: tuple[tuple[int, str], ...]
    cues: Mapping[str, Cues]
    optional: frozenset[str]
    moves: tuple[Move, ...] = ()
    checks: tuple[CheckRule, ...] = ()
    profiles: Mapping[str, Tuning] = field(default_factory=dict)
    model: Model = field(default_factory=Model)
    #: By category: the index of its learned rule, and the sentences that a team lets pass.
    learned: Mapping[str, tuple[int, frozenset[tuple[str, ...]]]] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all rules and checks."""
        return frozenset([*(rule.id for rule in self.rules), *(check.id for check in self.checks)])

    @property
    def limits(self) -> dict[str, float]:
        """The limits of all checks as shipped, by names such as "C30.words"."""
        return {f"{c.id}.{name}": value for c in self.checks for name, value in c.limits.items()}


def near_name(side: str, position: int) -> str:
    """The name under which the phrases of one near entry are found."""
    return f"{side}/{position}"


def compile_rulebook(snapshot: Mapping[str, Any]) -> Rulebook:
    """The rulebook of a snapshot: `rules` by id, `classes`, `features`, `sources`, `allow`, `cues`,
    `categories`, and `learned`, the weights of the learned layer.

    Raises RuleError naming the rule and what to do about it.
    """
    builder = _Builder(snapshot.get("classes", {}))
    for name in FEATURES:
        builder.add(Target("feature", name=name), snapshot.get("features", {}).get(name, []), name)
    builder.add(Target("allow"), snapshot.get("allow", []), "allow")
    sources = {
        key: Source(key, entry["cite"], entry.get("url"))
        for key, entry in snapshot.get("sources", {}).items()
    }
    rules = [parse_rule(rule_id, data) for rule_id, data in sorted(snapshot["rules"].items())]
    for index, rule in enumerate(rules):
        missing = set(rule.sources) - set(sources)
        if missing:
            raise RuleError(f"Rule {rule.id}: no source is called {', '.join(sorted(missing))}.")
        builder.add(Target("rule", index), rule.phrases, rule.id)
        builder.add(Target("unless", index), rule.unless, rule.id)
        sides: tuple[tuple[str, tuple[Near, ...]], ...] = (
            ("unless", rule.unless_near),
            ("only", rule.only_near),
        )
        for side, entries in sides:
            for position, entry in enumerate(entries):
                target = Target("near", index, near_name(side, position))
                builder.add(target, entry.phrases, rule.id)
    moves = [parse_move(name, data) for name, data in snapshot.get("techniques", {}).items()]
    for move in moves:
        builder.add(Target("technique", name=move.id), move.phrases, move.id)
        builder.add(Target("not-technique", name=move.id), move.unless, move.id)
    checks = [parse_check(name, data) for name, data in snapshot.get("checks", {}).items()]
    for check in checks:
        missing = set(check.sources) - set(sources)
        if missing:
            raise RuleError(f"Check {check.id}: no source is called {', '.join(sorted(missing))}.")
        for name, phrases in check.cues.items():
            builder.add(Target("technique", name=f"{check.id}/{name}"), phrases, check.id)
    categories = snapshot.get("categories", {})
    optional = frozenset(name for name in categories if categories[name].get("optional"))
    book = builder.build(tuple(rules), sources, snapshot.get("cues", {}), optional)
    profiles = {
        name: parse_profile(name, data) for name, data in snapshot.get("profiles", {}).items()
    }
    return replace(
        book,
        moves=tuple(moves),
        checks=tuple(checks),
        profiles=profiles,
        model=parse_model(snapshot.get("learned", {}), (rule.id for rule in rules if rule.learned)),
        learned={
            rule.category: (index, _passing(rule))
            for index, rule in enumerate(rules)
            if rule.learned
        },
    )


def _passing(rule: Rule) -> frozenset[tuple[str, ...]]:
    """The sentences of its passes examples, and each with any one word left out.

    One that stands in a conversation says nothing about others.
    """
    alone = (one for one in rule.passes if not (one.customer_message or one.turns))
    return frozenset(near for example in alone for near in nearly(words(example.text)))


class _Builder:
    """Collects phrases and their targets, then compiles them once."""

    def __init__(self, classes: Mapping[str, list[str]]) -> None:
        try:
            self.classes = parse_classes(classes)
        except PhraseError as error:
            raise RuleError(f"Word classes: {error}") from error
        self.numbers: dict[str, int] = {}
        self.phrases: list[tuple[Phrase, int]] = []
        self.means: list[list[Target]] = []
        self.around: dict[Target, set[int]] = defaultdict(set)

    def add(self, target: Target, sources: Iterable[str], owner: str) -> None:
        for source in sources:
            number = self.numbers.get(source)
            if number is None:
                number = self.numbers[source] = len(self.phrases)
                try:
                    self.phrases.append((parse(source, self.classes), number))
                except PhraseError as error:
                    raise RuleError(f"{owner}: {error}") from error
                self.means.append([])
            if target.purpose in ("unless", "near"):
                self.around[target].add(number)
            else:
                self.means[number].append(target)

    def build(
        self,
        rules: tuple[Rule, ...],
        sources: Mapping[str, Source],
        cues: Mapping[str, Mapping[str, list[str]]],
        optional: frozenset[str],
    ) -> Rulebook:
        try:
            matcher = Matcher(self.phrases)
            sides = {
                "customer": self.cues("customer", cues.get("customer", {})),
                "draft": self.cues("draft", cues.get("draft", {})),
            }
        except PhraseError as error:
            raise RuleError(str(error)) from error
        means = {
            numbers: tuple(target for number in numbers for target in self.means[number])
            for numbers in matcher.endings
        }
        around = {target: frozenset(numbers) for target, numbers in self.around.items()}
        detectors = tuple((n, rule.detector) for n, rule in enumerate(rules) if rule.detector)
        return Rulebook(rules, sources, matcher, means, around, detectors, sides, optional)

    def cues(self, of: Literal["customer", "draft"], data: Mapping[str, list[str]]) -> Cues:
        """The cues of one side. Raises RuleError for a name that nobody asks about."""
        unknown = [n for n in data if n not in CUES[of] and not n.startswith(f"{PERSONAL}:")]
        if unknown:
            raise RuleError(f"Situation: no cue of the {of} is called {', '.join(unknown)}.")
        names = tuple(sorted(data, key=lambda n: CUES[of].index(n) if n in CUES[of] else -1))
        phrases = [
            (parse(source, self.classes), index)
            for index, name in enumerate(names)
            for source in data[name]
        ]
        return Cues(of, names, Matcher(phrases))
