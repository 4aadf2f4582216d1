"""`unruffle admin team choose`: what a team switches on, off, grades and limits for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import click

from unruffle.core.choices import Choices
from unruffle.core.rulebook import Rulebook
from unruffle.core.rules import LEARNED
from unruffle.core.tuning import ChoiceError, Tuning, refuse_unknown
from unruffle.core.types import PERSONAL

_SHIPPED = "shipped"
_DOMAIN = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,8}[a-z0-9-]{2,63}")


def chosen(
    choices: Choices,
    rulebook: Rulebook,
    *,
    on: Iterable[str],
    off: Iterable[str],
    profile: str | None,
    severities: Iterable[str],
    limits: Iterable[str],
    personal: bool | None,
    guard: Iterable[str] = (),
    no_guard: Iterable[str] = (),
    domain: Iterable[str] = (),
    no_domain: Iterable[str] = (),
) -> Choices:
    """The choices with these changes. Raises ClickException for what names nothing there is."""
    graded = _pairs(severities, "--severity C22=low")
    limited = {n: _number(v) for n, v in _pairs(limits, "--limit C30.words=200").items()}
    on_lists, on_ids = _apart(on, rulebook)
    off_lists, off_ids = _apart(off, rulebook)
    named = Tuning(
        frozenset({*on_ids, *off_ids, *graded}),
        _kept(graded),
        dict.fromkeys(limited, 0) | _kept(limited),
    )
    try:
        refuse_unknown(named, {*rulebook.ids, LEARNED}, rulebook.limits)
    except ChoiceError as error:
        raise click.ClickException(str(error)) from None
    if profile not in (None, _SHIPPED, *rulebook.profiles):
        known = ", ".join(rulebook.profiles)
        raise click.ClickException(f"No profile is called {profile}. There are: {known}.")
    guarded = _known_categories(guard, rulebook)
    domains = frozenset(map(_domain, domain))
    silent = choices.silent
    if personal is not None:
        silent = silent - {PERSONAL} if personal else silent | {PERSONAL}
    return replace(
        choices,
        lists=(choices.lists | on_lists) - off_lists,
        silent=silent,
        profile={None: choices.profile, _SHIPPED: None}.get(profile, profile),
        off=(choices.off | off_ids) - on_ids,
        severities=_kept({**choices.severities, **graded}),
        limits=_kept({**choices.limits, **limited}),
        guarded=(choices.guarded | guarded) - frozenset(no_guard),
        domains=(choices.domains | domains) - frozenset(no_domain),
    )


def described(choices: Choices) -> str:
    """What differs from the lists as shipped, in one line; "as shipped" where nothing does."""
    parts = [
        f"profile {choices.profile}" if choices.profile else "",
        f"on: {', '.join(sorted(choices.lists))}" if choices.lists else "",
        f"off: {', '.join(sorted(choices.off))}" if choices.off else "",
        *(f"{name}={severity}" for name, severity in sorted(choices.severities.items())),
        *(f"{name}={number:g}" for name, number in sorted(choices.limits.items())),
        "personal circumstances not looked for" if choices.silent else "",
        f"asked about before sending: {', '.join(sorted(choices.guarded))}"
        if choices.guarded
        else "",
        f"internal mail: {', '.join(sorted(choices.domains))}" if choices.domains else "",
    ]
    return "; ".join(part for part in parts if part) or "as shipped"


def _known_categories(names: Iterable[str], rulebook: Rulebook) -> frozenset[str]:
    known = {rule.category for rule in rulebook.rules}
    given = frozenset(names)
    if given - known:
        unknown, all_ = ", ".join(sorted(given - known)), ", ".join(sorted(known))
        raise click.ClickException(f"No category is called {unknown}. There are: {all_}.")
    return given


def _domain(name: str) -> str:
    domain = name.strip().lower().removeprefix("@")
    if not _DOMAIN.fullmatch(domain):
        raise click.ClickException(f"'{name}' is no domain. Write for one: example.com.")
    return domain


def _apart(names: Iterable[str], rulebook: Rulebook) -> tuple[frozenset[str], frozenset[str]]:
    """The optional lists among the names, and the others."""
    given = frozenset(names)
    return given & rulebook.optional, given - rulebook.optional


def _pairs(given: Iterable[str], example: str) -> dict[str, str]:
    """NAME=VALUE as a mapping."""
    pairs = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not (name and equals and value):
            raise click.ClickException(f"'{text}' is no pair. Write for one: {example}.")
        pairs[name] = value
    return pairs


def _number(value: str) -> float | str:
    if value == _SHIPPED:
        return value
    try:
        return float(value)
    except ValueError:
        raise click.ClickException(f"'{value}' is no number.") from None


def _kept(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without those that go back to what is shipped."""
    return {name: value for name, value in values.items() if value != _SHIPPED}
