"""What the rule pages show, read from the lists once: the same for Markdown and HTML."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from unruffle.core.checks import CheckRule, parse_check
from unruffle.core.reading import parse_rule
from unruffle.core.rules import Rule
from unruffle.core.techniques import Move, parse_move
from unruffle.core.types import SEVERITIES, Severity
from unruffle.guide.words import listed
from unruffle.lists import loader


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of harm with its rules; an optional one is off until a team switches it on."""

    slug: str
    title: str
    term: str
    harm: str
    passes: str
    optional: bool = False
    rules: tuple[Rule, ...] = ()

    @property
    def counted(self) -> str:
        """How many rules there are and how severe, strongest first: "7 (2 high and 5 low)"."""
        counts = Counter[Severity](rule.severity for rule in self.rules)
        if not counts:
            return "none yet"
        parts = [f"{counts[s]} {s}" for s in SEVERITIES if counts[s]]
        alike = f"all {self.rules[0].severity}"
        return f"{len(self.rules)} ({listed(parts, 'and') if len(parts) > 1 else alike})"


@dataclass(frozen=True, slots=True)
class Source:
    """A study or an article, and the categories with rules that rest on it."""

    key: str
    cite: str
    finding: str
    url: str | None
    used: tuple[tuple[Category, int], ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything on the pages: categories in their order, studies, and articles from practice."""

    categories: tuple[Category, ...]
    studies: tuple[Source, ...]
    articles: tuple[Source, ...]
    techniques: tuple[Move, ...] = ()
    checks: tuple[CheckRule, ...] = ()

    @property
    def rule_count(self) -> int:
        """How many rules there are, optional ones included."""
        return sum(len(category.rules) for category in self.categories)

    def category(self, slug: str) -> Category | None:
        """The category that is called `slug`, or None."""
        return next((found for found in self.categories if found.slug == slug), None)

    def study(self, key: str) -> Source:
        """The study with this key. Raises KeyError."""
        return {study.key: study for study in self.studies}[key]


@cache
def guide() -> Guide:
    """The guide to the lists as shipped; read at the first call, then kept."""
    articles = files("unruffle.lists").joinpath("articles.toml").read_text(encoding="utf-8")
    return read(loader.load(), tomllib.loads(articles))


def read(snapshot: Mapping[str, Any], articles: Mapping[str, Mapping[str, str]]) -> Guide:
    """The guide to a snapshot of lists. Raises RuleError for a rule that cannot be read."""
    rules = defaultdict[str, list[Rule]](list)
    for rule_id, data in sorted(snapshot["rules"].items()):
        rule = parse_rule(rule_id, data)
        rules[rule.category].append(rule)
    categories = tuple(
        Category(slug, **data, rules=tuple(rules[slug]))
        for slug, data in snapshot["categories"].items()
    )
    return Guide(
        categories,
        tuple(
            Source(key, data["cite"], data["finding"], data.get("url"), _resting(categories, key))
            for key, data in snapshot["sources"].items()
        ),
        tuple(
            Source(key, data["cite"], data["about"], data.get("url"), _resting(categories, key))
            for key, data in articles.items()
        ),
        tuple(parse_move(name, data) for name, data in snapshot.get("techniques", {}).items()),
        tuple(parse_check(name, data) for name, data in snapshot.get("checks", {}).items()),
    )


def _resting(categories: Iterable[Category], key: str) -> tuple[tuple[Category, int], ...]:
    """The categories with rules that rest on the source called `key`, and how many these are."""
    counted = (
        (category, sum(key in _keys(rule) for rule in category.rules)) for category in categories
    )
    return tuple((category, count) for category, count in counted if count)


def _keys(rule: Rule) -> set[str]:
    return {*rule.sources, *(principle.partition(".")[0] for principle in rule.principles)}


def segments(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is marked."""
    pieces, done = [], 0
    for start, end in spans:
        pieces += [(text[done:start], False), (text[start:end], True)]
        done = end
    return [piece for piece in [*pieces, (text[done:], False)] if piece[0]]
