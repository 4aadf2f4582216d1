"""Lists of one's own: what an organization and its teams add to the lists as shipped and change.

A layer belongs to a scope, "organization" or "team/3". The nearer one wins: the team's over the
organization's, that over what is shipped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from unruffle.core.choices import Choices
from unruffle.core.reader import Reader
from unruffle.core.reading import parse_rule
from unruffle.core.rules import LEARNED, Rule
from unruffle.core.types import Severity

ORGANIZATION = "organization"
_FIELDS = frozenset(
    "rules changes allow limits expected openers lists profile hosts channels".split()
)
_CHANGE = frozenset({"off", "severity", "unless", "passes", "until", "reason"})


def team_scope(team_id: int) -> str:
    """The scope of a team's own lists."""
    return f"team/{team_id}"


@dataclass(frozen=True, slots=True)
class Change:
    """What a layer does to a rule or check; None leaves it as it is. It ends after `until`.

    `passes` are sentences that are fine, for a learned rule, which no phrase can except.
    """

    off: bool | None = None
    severity: Severity | None = None
    unless: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
    until: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """The lists of one scope. `allow` is wording that is never marked, `expected` has the
    situations that need a technique, by its id; `openers` begin what a check misses."""

    rules: tuple[Rule, ...] = ()
    changes: Mapping[str, Change] = field(default_factory=dict)
    allow: tuple[str, ...] = ()
    limits: Mapping[str, float] = field(default_factory=dict)
    expected: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    openers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lists: Mapping[str, bool] = field(default_factory=dict)
    profile: str | None = None


def parse_layer(scope: str, data: Mapping[str, Any]) -> Layer:
    """The layer that `data` describes. Raises RuleError at the first thing that is not right."""
    reader = Reader("List of", scope, data, set(_FIELDS))
    hosts = tuple(host.lower() for host in reader.texts(data, "hosts"))
    channels = reader.channels(data, "channels")
    rules = (parse_rule(id_, entry) for id_, entry in sorted(data.get("rules", {}).items()))
    return Layer(
        rules=tuple(
            replace(rule, hosts=rule.hosts or hosts, channels=rule.channels or channels)
            for rule in rules
        ),
        changes={id_: _change(id_, entry) for id_, entry in data.get("changes", {}).items()},
        allow=tuple(data.get("allow", {})),
        limits=data.get("limits", {}),
        expected={
            id_: tuple(reader.conditions(entry) for entry in entries)
            for id_, entries in data.get("expected", {}).items()
        },
        openers={id_: tuple(texts) for id_, texts in data.get("openers", {}).items()},
        lists=data.get("lists", {}),
        profile=data.get("profile"),
    )


def _change(id_: str, data: Mapping[str, Any]) -> Change:
    reader = Reader("Change of", id_, data, set(_CHANGE))
    if data.get("passes") and not id_.startswith(f"{LEARNED}/"):
        raise reader.error("'passes' is for the learned layer; except this one with 'unless'")
    off, until, severity = data.get("off"), data.get("until"), data.get("severity")
    try:
        ends = None if until is None else date.fromisoformat(until)
    except (TypeError, ValueError):
        raise reader.error("'until' is a day, such as 2026-12-31") from None
    return Change(
        off=off if isinstance(off, bool) else None,
        severity=None if severity is None else reader.severity(severity),
        unless=reader.texts(data, "unless"),
        passes=reader.texts(data, "passes"),
        until=ends,
        reason=str(data.get("reason", "")),
    )


def chain(layers: Mapping[str, Layer], scope: str) -> list[tuple[str, Layer]]:
    """The layers that hold in a scope, the nearest last."""
    return [(name, layers[name]) for name in dict.fromkeys((ORGANIZATION, scope)) if name in layers]


def effective(layers: Mapping[str, Layer], scope: str, choices: Choices, today: date) -> Choices:
    """What a team has chosen, with its own lists and those of the organization taken in.

    Rules of other teams are off. What the team chose outside of lists goes before them.
    """
    held = chain(layers, scope)
    if not layers:
        return choices
    lists, off, severities = dict[str, bool](), dict[str, bool](), dict[str, Severity]()
    limits, expected, openers = dict[str, float](), dict(choices.expected), dict(choices.openers)
    profile, ended = None, set[tuple[str, str]]()
    for name, layer in held:
        lists |= layer.lists
        off |= {listed: not on for listed, on in layer.lists.items()}
        limits |= layer.limits
        expected |= layer.expected
        openers |= layer.openers
        profile = layer.profile or profile
        for id_, change in layer.changes.items():
            if change.until is not None and change.until < today:
                ended.add((name, id_))
                continue
            if change.off is not None:
                off[id_] = change.off
            if change.severity is not None:
                severities[id_] = change.severity
    near = {name for name, _ in held}
    foreign = {r.id for name, layer in layers.items() if name not in near for r in layer.rules}
    return replace(
        choices,
        lists=frozenset(name for name, on in lists.items() if on) | choices.lists,
        profile=choices.profile or profile,
        off=frozenset(id_ for id_, is_off in off.items() if is_off) | foreign | choices.off,
        severities={**severities, **choices.severities},
        limits={**limits, **choices.limits},
        expected=expected,
        openers=openers,
        scopes=tuple(name for name, _ in held),
        ended=frozenset(ended),
    )


def steps(layers: Mapping[str, Layer], scope: str, id_: str) -> list[tuple[str, Change]]:
    """What each layer in force does to a rule or check, the nearest last: why it stands as it does.

    A whole list that is switched shows as a change of each of its rules.
    """
    found = []
    for name, layer in chain(layers, scope):
        on = layer.lists.get(id_.partition("/")[0])
        if on is not None:
            found.append((name, Change(off=not on, reason="the whole list")))
        if id_ in layer.changes:
            found.append((name, layer.changes[id_]))
    return found
