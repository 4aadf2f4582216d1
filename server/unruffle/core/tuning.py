"""What a team changes of rules and checks: on or off, severity, limits, and profiles of these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any

from unruffle.core.choices import Choices
from unruffle.core.rules import CONDITIONS, RuleError
from unruffle.core.types import SEVERITIES, Context, Severity

_FIELDS = frozenset({"says", "off", "severities", "limits"})


@dataclass(frozen=True, slots=True)
class Tuning:
    """Ids that are off, severities by id, and limits by names such as "C30.words"."""

    off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)


class ChoiceError(ValueError):
    """A choice that names nothing there is; the text says what there is."""


def parse_profile(name: str, data: Mapping[str, Any]) -> Tuning:
    """The profile that `data` describes. Raises RuleError at the first thing amiss."""
    unknown = set(data) - _FIELDS
    if unknown:
        raise RuleError(f"Profile {name}: unknown name {', '.join(sorted(unknown))}.")
    return Tuning(
        frozenset(data.get("off", ())), data.get("severities", {}), data.get("limits", {})
    )


def in_channel(context: Context, choices: Choices) -> Context:
    """The same with its channel: where none is told, that whose profile the team took."""
    if context.channel is None and choices.profile in CONDITIONS["channel"]:
        return replace(context, channel=choices.profile)
    return context


def tuned(choices: Choices, profiles: Mapping[str, Tuning], channel: str | None) -> Tuning:
    """What holds for a draft: the profile of its channel, that of the team, its own choices.

    The later goes before the earlier.
    """
    layers = [profiles[name] for name in (channel, choices.profile) if name and name in profiles]
    own = Tuning(choices.off, choices.severities, choices.limits)
    if not layers:
        return own
    layers.append(own)
    return Tuning(
        frozenset[str]().union(*(layer.off for layer in layers)),
        {id_: severity for layer in layers for id_, severity in layer.severities.items()},
        {name: number for layer in layers for name, number in layer.limits.items()},
    )


def refuse_unknown(tuning: Tuning, ids: Iterable[str], limits: Iterable[str]) -> None:
    """Raises ChoiceError for an id, a severity or a limit that there is not."""
    known, named = set(ids), sorted(limits)
    unknown = sorted({*tuning.off, *tuning.severities} - known)
    if unknown:
        raise ChoiceError(
            f"No list, rule or check is called {', '.join(unknown)}. "
            "The pages at /rules name them all: privacy, C30 or excuse/busy-season, for one."
        )
    for severity in tuning.severities.values():
        if severity not in SEVERITIES:
            raise ChoiceError(f"A severity is one of {', '.join(SEVERITIES)}, not {severity}.")
    for name, number in tuning.limits.items():
        if name not in named:
            raise ChoiceError(f"No limit is called {name}. There are: {', '.join(named)}.")
        if not (isfinite(number) and number >= 0):
            raise ChoiceError(f"The limit {name} is a number from 0 on, not {number}.")
