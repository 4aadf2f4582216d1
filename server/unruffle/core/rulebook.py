"""All published rules compiled together: immutable, shared by every check of a revision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from unruffle.core.checks import CheckRule, parse_check
from unruffle.core.layers import Layer, parse_layer
from unruffle.core.learned import Model, nearly, parse_model
from unruffle.core.match import Matcher
from unruffle.core.phrasebook import Phrasebook, Target
from unruffle.core.phrases import parse, parse_classes
from unruffle.core.reading import parse_rule
from unruffle.core.rules import FEATURES, Rule, RuleError
from unruffle.core.situation import CUES, Cues
from unruffle.core.syntax import Choices as Wordings
from unruffle.core.syntax import PhraseError
from unruffle.core.techniques import Move, parse_move
from unruffle.core.tokens import tokenize
from unruffle.core.tuning import Tuning, parse_profile
from unruffle.core.types import PERSONAL, Source

#: The words of some sentences, and what is left of each with any one word left out.
Alike = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules by index, matchers for all phrases, and what their matches mean.

    A matcher knows phrases by their numbers. `means` has the targets of each set of numbers that
    may end together; `around` has the numbers that except a rule or stand near it, which only a
    match of that rule asks for: many rules look out for the same words. `detectors` are those of
    the rules that have one. `optional` names lists that are off unless a team switches them on.
    The lists as shipped have the first matcher; the `layers` of organization and teams share the
    second one, so that publishing compiles no more than these.
    """

    rules: tuple[Rule, ...]
    sources: Mapping[str, Source]
    matchers: tuple[Matcher, ...]
    means: Mapping[tuple[int, ...], tuple[Target, ...]]
    around: Mapping[Target, frozenset[int]]
    detectors: tuple[tuple[int, str], ...]
    cues: Mapping[str, Cues]
    optional: frozenset[str]
    classes: Mapping[str, Wordings]
    phrases: int
    moves: tuple[Move, ...] = ()
    checks: tuple[CheckRule, ...] = ()
    profiles: Mapping[str, Tuning] = field(default_factory=dict)
    model: Model = field(default_factory=Model)
    #: By category: the index of its learned rule, and its near misses.
    learned: Mapping[str, tuple[int, Alike]] = field(default_factory=dict)
    #: By scope and category: the sentences that the layer of the scope lets pass.
    passing: Mapping[tuple[str, str], Alike] = field(default_factory=dict)
    layers: Mapping[str, Layer] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all rules and checks."""
        return frozenset([*(rule.id for rule in self.rules), *(check.id for check in self.checks)])

    @property
    def limits(self) -> dict[str, float]:
        """The limits of all checks as shipped, by names such as "C30.words"."""
        return {f"{c.id}.{name}": value for c in self.checks for name, value in c.limits.items()}


def compile_rulebook(snapshot: Mapping[str, Any]) -> Rulebook:
    """The rulebook of a snapshot: `rules` by id, `classes`, `features`, `sources`, `allow`, `cues`,
    `categories`, `learned`, the weights of the learned layer, and `layers` by their scope.

    Raises RuleError naming the rule and what to do about it.
    """
    layers = snapshot.get("layers", {})
    book = _shipped(snapshot)
    return with_layers(book, layers) if layers else book


def with_layers(shipped: Rulebook, layers: Mapping[str, Mapping[str, Any]]) -> Rulebook:
    """The rulebook with the lists of the organization and its teams. Raises RuleError."""
    parsed = {scope: parse_layer(scope, data) for scope, data in sorted(layers.items())}
    rules, sources = list(shipped.rules), dict(shipped.sources)
    places = {rule.id: index for index, rule in enumerate(rules)}
    book = Phrasebook(shipped.classes, shipped.phrases)
    for scope, layer in parsed.items():
        for rule in layer.rules:
            if rule.id in places:
                raise RuleError(f"Rule {rule.id}: the id is taken; choose another name")
            places[rule.id] = len(rules)
            book.add_rule(len(rules), rule)
            rules.append(rule)
            # A list of one's own cites in plain words.
            sources |= {key: Source(key, key) for key in rule.sources if key not in sources}
        book.add(Target("allow", name=scope), layer.allow, f"Approved wording of {scope}")
    for scope, layer in parsed.items():
        for id_, change in layer.changes.items():
            # A newer package may ship the rule no more: then there is nothing to except.
            if change.unless and id_ in places:
                book.add(Target("unless", places[id_], scope), change.unless, id_)
    passing = {
        (scope, rules[places[id_]].category): _alike(change.passes)
        for scope, layer in parsed.items()
        for id_, change in layer.changes.items()
        if change.passes and id_ in places and rules[places[id_]].learned
    }
    own = book.compile()
    first = len(shipped.rules)
    detectors = tuple((n, r.detector) for n, r in enumerate(rules[first:], first) if r.detector)
    return replace(
        shipped,
        rules=tuple(rules),
        sources=sources,
        matchers=(*shipped.matchers, own.matcher),
        means={**shipped.means, **own.means},
        around={**shipped.around, **own.around},
        detectors=(*shipped.detectors, *detectors),
        passing=passing,
        layers=parsed,
    )


def _shipped(snapshot: Mapping[str, Any]) -> Rulebook:
    try:
        classes = parse_classes(snapshot.get("classes", {}))
    except PhraseError as error:
        raise RuleError(f"Word classes: {error}") from error
    book = Phrasebook(classes)
    for name in FEATURES:
        book.add(Target("feature", name=name), snapshot.get("features", {}).get(name, []), name)
    book.add(Target("allow"), snapshot.get("allow", []), "allow")
    sources = {
        key: Source(key, entry["cite"], entry.get("url"))
        for key, entry in snapshot.get("sources", {}).items()
    }
    rules = [parse_rule(rule_id, data) for rule_id, data in sorted(snapshot["rules"].items())]
    for index, rule in enumerate(rules):
        _refuse_unknown_sources("Rule", rule, sources)
        book.add_rule(index, rule)
    moves = [parse_move(name, data) for name, data in snapshot.get("techniques", {}).items()]
    for move in moves:
        book.add(Target("technique", name=move.id), move.phrases, move.id)
        book.add(Target("not-technique", name=move.id), move.unless, move.id)
    checks = [parse_check(name, data) for name, data in snapshot.get("checks", {}).items()]
    for check in checks:
        _refuse_unknown_sources("Check", check, sources)
        for name, phrases in check.cues.items():
            book.add(Target("technique", name=f"{check.id}/{name}"), phrases, check.id)
    compiled = book.compile()
    categories = snapshot.get("categories", {})
    cues = snapshot.get("cues", {})
    return Rulebook(
        rules=tuple(rules),
        sources=sources,
        matchers=(compiled.matcher,),
        means=compiled.means,
        around=compiled.around,
        detectors=tuple((n, rule.detector) for n, rule in enumerate(rules) if rule.detector),
        cues={
            "customer": _cues("customer", cues.get("customer", {}), classes),
            "draft": _cues("draft", cues.get("draft", {}), classes),
        },
        optional=frozenset(name for name in categories if categories[name].get("optional")),
        classes=classes,
        phrases=book.end,
        moves=tuple(moves),
        checks=tuple(checks),
        profiles={n: parse_profile(n, data) for n, data in snapshot.get("profiles", {}).items()},
        model=parse_model(snapshot.get("learned", {}), (rule.id for rule in rules if rule.learned)),
        learned={
            rule.category: (index, _passing(rule))
            for index, rule in enumerate(rules)
            if rule.learned
        },
    )


def _passing(rule: Rule) -> Alike:
    """Of its passes examples; one that stands in a conversation says nothing about others."""
    return _alike(e.text for e in rule.passes if not (e.customer_message or e.turns))


def _alike(texts: Iterable[str]) -> Alike:
    """The sentences of these texts, for comparing others with them."""
    return frozenset(
        near
        for tokens in map(tokenize, texts)
        for one in tokens.sentences
        for near in nearly(tokens.norms[one.first : one.last])
    )


def _refuse_unknown_sources(
    what: str, entry: Rule | CheckRule, sources: Mapping[str, Source]
) -> None:
    missing = set(entry.sources) - set(sources)
    if missing:
        raise RuleError(f"{what} {entry.id}: no source is called {', '.join(sorted(missing))}.")


def _cues(
    of: Literal["customer", "draft"],
    data: Mapping[str, list[str]],
    classes: Mapping[str, Wordings],
) -> Cues:
    """The cues of one side. Raises RuleError for a name that nobody asks about."""
    unknown = [n for n in data if n not in CUES[of] and not n.startswith(f"{PERSONAL}:")]
    if unknown:
        raise RuleError(f"Situation: no cue of the {of} is called {', '.join(unknown)}.")
    names = tuple(sorted(data, key=lambda n: CUES[of].index(n) if n in CUES[of] else -1))
    try:
        phrases = [
            (parse(source, classes), index)
            for index, name in enumerate(names)
            for source in data[name]
        ]
        return Cues(of, names, Matcher(phrases))
    except PhraseError as error:
        raise RuleError(str(error)) from error
