"""A false alarm that is taken up in the lists: a near miss of an own rule, or an exception."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from unruffle import working
from unruffle.accounts import Admin
from unruffle.core.check import check
from unruffle.core.choices import Choices
from unruffle.core.layers import ORGANIZATION, effective, team_scope
from unruffle.core.rulebook import Rulebook, with_layers
from unruffle.core.rules import LEARNED, RuleError
from unruffle.core.tokens import tokenize
from unruffle.errors import NotPossible
from unruffle.formats.sentence import escaped
from unruffle.working import Entry

# What stands in a report for a number, a name or an address that was taken out.
_TAKEN_OUT: Final = re.compile(r"\[([a-z]+)\]")


@dataclass(frozen=True, slots=True)
class Alarm:
    """A report as the admin takes it up: a sentence of hers, and `words` that make it fine."""

    rule: str
    sentence: str
    words: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TakenUp:
    """Where it was written, and whether the rule lets the sentence pass now."""

    scope: str
    entry: Entry
    passes: bool


def home(connection: Connection, who: Admin, team_id: int, rule: str) -> tuple[str, Entry] | None:
    """The scope in which a rule of one's own is edited, and the rule; None for any other rule."""
    for scope in (team_scope(team_id), ORGANIZATION):
        entry = working.entry(connection, scope, "rule", rule)
        if entry is not None and who.may_edit(scope):
            return scope, entry
    return None


def take_up(
    connection: Connection,
    who: Admin,
    team_id: int,
    alarm: Alarm,
    shipped: Rulebook,
    now: datetime,
) -> TakenUp:
    """Write it into the working copy.

    An own rule gets the sentence as an example that it lets pass, and the words as an exception.
    Any other rule gets the words as an exception in the lists of the team. Raises NotPossible
    where they do not help, EditConflict where somebody else was faster.
    """
    own = home(connection, who, team_id, alarm.rule)
    if own is None:
        return _excepted(connection, who, team_id, alarm, shipped, now)
    scope, entry = own
    wanted = replace(entry, body=_with_near_miss(entry.body, alarm))
    passes = _passes(shipped, {scope: working.layer_of([wanted])}, scope, alarm, now)
    working.save(connection, who, scope, wanted, now, alarm.reason)
    return TakenUp(scope, wanted, passes)


def _with_near_miss(body: Mapping[str, Any], alarm: Alarm) -> dict[str, Any]:
    examples = body.get("examples", {})
    passes = [*examples.get("passes", ()), escaped(alarm.sentence)]
    found = {**body, "examples": {**examples, "passes": list(dict.fromkeys(passes))}}
    if alarm.words:
        found["unless"] = _added(body.get("unless", ()), alarm.words)
    return found


def _excepted(
    connection: Connection,
    who: Admin,
    team_id: int,
    alarm: Alarm,
    shipped: Rulebook,
    now: datetime,
) -> TakenUp:
    is_learned = alarm.rule.startswith(f"{LEARNED}/")
    if not alarm.words and not is_learned:
        raise NotPossible(
            "No words were picked.",
            "Pick those of the sentence in which the marked words are fine.",
        )
    scope = team_scope(team_id)
    before = working.entry(connection, scope, "change", alarm.rule)
    held = before.body if before else {}
    fine = (
        {"passes": list(dict.fromkeys([*held.get("passes", ()), _read(alarm.sentence)]))}
        if is_learned
        else {"unless": _added(held.get("unless", ()), alarm.words)}
    )
    body = {
        **held,
        **fine,
        "reason": held.get("reason") or alarm.reason or "An agent reported a false alarm.",
    }
    wanted = Entry("change", alarm.rule, body, before.version if before else 0)
    layers = {scope: working.layer_of([wanted])}
    foreign = working.entry(connection, ORGANIZATION, "rule", alarm.rule)
    if foreign is not None:
        layers[ORGANIZATION] = working.layer_of([foreign])
    if not _passes(shipped, layers, scope, alarm, now):
        raise NotPossible(
            "With these words it would be marked all the same.",
            "Pick more of the sentence: the marked words, and what around them makes them fine.",
        )
    working.save(connection, who, scope, wanted, now, alarm.reason)
    return TakenUp(scope, wanted, passes=True)


def _added(phrases: Any, words: str) -> list[str]:
    """The phrases and one more: these words as they stand, and any for what was taken out."""
    parts = _TAKEN_OUT.split(words)
    plain = [
        ("@number" if part == "number" else "~2") if place % 2 else " ".join(tokenize(part).norms)
        for place, part in enumerate(parts)
    ]
    return list(dict.fromkeys([*phrases, " ".join(filter(None, plain))]))


def _passes(
    shipped: Rulebook,
    layers: Mapping[str, Mapping[str, Any]],
    scope: str,
    alarm: Alarm,
    now: datetime,
) -> bool:
    """Whether the rule has nothing to say about the sentence. Raises NotPossible."""
    try:
        book = with_layers(shipped, layers)
    except RuleError as error:
        raise NotPossible(str(error), "Pick other words.") from error
    category = alarm.rule.partition("/")[0]
    choices = effective(book.layers, scope, Choices(lists=frozenset({category})), now.date())
    found = check(_read(alarm.sentence), book, choices=choices, finished=True)
    return alarm.rule not in {*(finding.rule for finding in found.findings), *found.trials}


def _read(sentence: str) -> str:
    """The sentence with something in the place of what was taken out of it."""
    return _TAKEN_OUT.sub(lambda sign: "0" if sign[1] == "number" else "Alex", sentence)
