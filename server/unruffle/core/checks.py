"""Structural checks: what a reply lacks, has too much of, or says too early.

A check is data (lists/checks) and one small function that looks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from unruffle.core.conditions import all_hold, graded
from unruffle.core.draft import Draft
from unruffle.core.match import Match
from unruffle.core.parts import Parts
from unruffle.core.reader import Reader
from unruffle.core.rules import Example, Gradings
from unruffle.core.tuning import Tuning
from unruffle.core.types import Severity

Span = tuple[int, int]
#: None: nothing to report. An empty list: reported without a place. Else the places.
Places = list[Span] | None
#: Reported without a place: nothing can be pointed at.
UNPLACED: Places = []
#: For conditions that ask nothing of a place.
NOWHERE = Match(0, 0, 0)
#: The harm is severe where one of these holds; then the apology goes first.
GRAVE = (("asked:money",), ("heated",))


@dataclass(frozen=True, slots=True)
class CheckRule:
    """A check as data. `missing`: it is about something that may still be typed; `waits`: what is
    typed next may settle it.

    `openers` begin the missing part; `ours` are those that take responsibility, offered only once
    the agent has said that it was us; `grave` go first where the harm is severe. `limits` are its
    numbers by name, and `cues` its own phrases by name: `Parts` knows them as "C25/words"; `words`
    are only compared. `opens`: what is missing belongs to the first lines.
    """

    id: str
    category: str
    severity: Severity
    message: str
    why: str
    sources: tuple[str, ...]
    principles: tuple[str, ...] = ()
    missing: bool = False
    waits: bool = False
    when: tuple[str, ...] = ()
    severity_if: Gradings = ()
    openers: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    grave: tuple[str, ...] = ()
    opens: bool = False
    limits: Mapping[str, float] = field(default_factory=dict)
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flags: tuple[Example, ...] = ()
    passes: tuple[Example, ...] = ()

    def limited(self, chosen: Mapping[str, float]) -> CheckRule:
        """The same with the limits that a team chose, by names such as "C30.words"."""
        limits = {
            name: chosen[f"{self.id}.{name}"]
            for name in self.limits
            if f"{self.id}.{name}" in chosen
        }
        return replace(self, limits={**self.limits, **limits}) if limits else self

    def severity_of(self, tuning: Tuning, draft: Draft) -> Severity:
        """What a team chose, else the severity that this draft gives it."""
        chosen = tuning.severities.get(self.id)
        return chosen or graded(self.severity, self.severity_if, draft, NOWHERE)


Finder = Callable[[Parts, CheckRule], Places]


def parse_check(check_id: str, data: Mapping[str, Any]) -> CheckRule:
    """The check that `data` describes. Raises RuleError at the first thing that is not right."""
    fields = {*CheckRule.__dataclass_fields__, "examples"} - {"id", "flags", "passes"}
    reader = Reader("Check", check_id, data, fields)
    examples = reader.table("examples", {"flags", "passes"})
    return CheckRule(
        id=check_id,
        category=reader.text("category"),
        severity=reader.severity(data.get("severity")),
        message=reader.text("message"),
        why=reader.text("why"),
        sources=reader.texts(data, "sources"),
        principles=reader.texts(data, "principles"),
        missing=data.get("missing") is True,
        waits=data.get("waits") is True,
        when=reader.conditions(data.get("when", [])),
        severity_if=reader.gradings(),
        openers=reader.texts(data, "openers"),
        ours=reader.texts(data, "ours"),
        grave=reader.texts(data, "grave"),
        opens=data.get("opens") is True,
        limits=data.get("limits", {}),
        cues={name: reader.texts(data["cues"], name) for name in data.get("cues", {})},
        words={name: reader.texts(data["words"], name) for name in data.get("words", {})},
        flags=tuple(reader.example(entry) for entry in examples.get("flags", [])),
        passes=tuple(reader.example(entry) for entry in examples.get("passes", [])),
    )


def reported(parts: Parts, rule: CheckRule, finders: Mapping[str, Finder]) -> Places:
    """What the check has to say of this draft, once its conditions hold."""
    if not all_hold(rule.when, parts.draft, NOWHERE):
        return None
    return finders[rule.id](parts, rule)
