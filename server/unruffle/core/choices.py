"""What a team has chosen: which lists, rules and checks hold for it, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from unruffle.core.types import Severity


@dataclass(frozen=True, slots=True)
class Choices:
    """What a team switched on or off: optional lists that are on, causes not to look for.

    `profile` is a bundle of choices, and that of a channel also tells where the team answers; `off`
    (ids of rules and checks), `severities` (by id) and `limits` (by names such as "C30.words") go
    before it. For the browser: categories that are `guarded` are asked about before a reply goes
    out, mail to these `domains` is internal. Reports are kept for `report_days`; 0 means as long as
    the server keeps any.
    From the lists that hold for the team, its `scopes`: when a technique is `expected`, and the
    `openers` of checks; exceptions have `ended` where the day of their change (scope, id) is over.
    """

    lists: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    profile: str | None = None
    off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)
    guarded: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    report_days: int = 0
    expected: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    openers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scopes: tuple[str, ...] = ()
    ended: frozenset[tuple[str, str]] = frozenset()
