"""Conditions: what must hold around a match.

A condition is true, false or unknown (None). What needs to be true stays silent on unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from unruffle.core.draft import Draft
from unruffle.core.match import Match
from unruffle.core.rules import Gradings
from unruffle.core.types import Severity

_Answer = Callable[[str, Draft, Match], bool | None]
_OPENING_SENTENCES = 2
_CLOSING_SENTENCES = 2
# A reply of so few sentences, the greeting aside, holds little but what was found.
_ALONE_SENTENCES = 2
_NEGATION = "not "
# From this heat on a light word weighs more than it helps.
_HEATED = 2


def all_hold(names: Iterable[str], draft: Draft, match: Match) -> bool:
    """Whether every condition is true; after "not " it is enough that one is not true."""
    for name in names:
        answer, value, wanted = _question(name)
        if (answer(value, draft, match) is True) != wanted:
            return False
    return True


def graded(shipped: Severity, gradings: Gradings, draft: Draft, match: Match) -> Severity:
    """The severity of the first conditions that all hold, else the shipped one."""
    for conditions, severity in gradings:
        if all_hold(conditions, draft, match):
            return severity
    return shipped


def case_facts(draft: Draft) -> list[Match]:
    """A match for each number, and for each content word that the customer used."""
    tokens = draft.tokens
    return [
        Match(tokens.starts[token], tokens.ends[token], token)
        for token, norm in enumerate(tokens.norms)
        if norm in draft.customer_words or norm[0].isdigit()
    ]


@cache
def _question(name: str) -> tuple[_Answer, str, bool]:
    """Who answers, about which value, and whether yes is wanted; of names there are few."""
    bare = name.removeprefix(_NEGATION)
    kind, _, value = bare.partition(":")
    return _ANSWERS[kind], value, bare == name


def _situation(value: str, draft: Draft, _match: Match) -> bool | None:
    kind = draft.situation.kind
    if kind == "unknown":
        return True if value == "unknown" else None
    return kind == value


def _upset(_value: str, draft: Draft, _match: Match) -> bool | None:
    return draft.situation.upset


def _heated(_value: str, draft: Draft, _match: Match) -> bool | None:
    heat = draft.situation.heat
    return None if heat is None else heat >= _HEATED


def _let_down(_value: str, draft: Draft, _match: Match) -> bool | None:
    """Whether a complaint wants more than an answer; a calm one that only asks does not."""
    seen = draft.situation
    if seen.kind == "unknown":
        return None
    if seen.kind != "complaint":
        return False
    # Without the customer's words it is the agent who owns up.
    if seen.heat is None or seen.heat >= _HEATED:
        return True
    asking = [shown for shown in seen.evidence if shown.shows == "question"]
    if not seen.heat:
        return bool(seen.causes) and not asking
    told = (shown for shown in seen.evidence if shown.shows != "question")
    return bool(seen.causes) or any(
        not any(question.start <= shown.start < question.end for question in asking)
        for shown in told
    )


def _asked(value: str, draft: Draft, _match: Match) -> bool | None:
    return None if draft.situation.kind == "unknown" else value in draft.situation.asked


def _cause(value: str, draft: Draft, _match: Match) -> bool | None:
    return None if draft.situation.kind == "unknown" else value in draft.situation.causes


def _channel(value: str, draft: Draft, _match: Match) -> bool | None:
    return None if draft.context.channel is None else draft.context.channel == value


def _opening(_value: str, draft: Draft, match: Match) -> bool | None:
    sentences = draft.tokens.sentences
    greeted = bool(sentences) and sentences[0].greeting
    return draft.tokens.sentence_of[match.token] < _OPENING_SENTENCES + greeted


def _closing(_value: str, draft: Draft, match: Match) -> bool | None:
    after = len(draft.tokens.sentences) - draft.tokens.sentence_of[match.token]
    return after <= _CLOSING_SENTENCES


def _alone(_value: str, draft: Draft, _match: Match) -> bool | None:
    sentences = draft.tokens.sentences
    return len(sentences) - sentences[0].greeting <= _ALONE_SENTENCES


def _theirs(_value: str, draft: Draft, match: Match) -> bool | None:
    tokens, last = draft.tokens, match.token
    while last < len(tokens.starts) and tokens.starts[last] < match.end:
        last += 1
    return any(norm in draft.customer_words for norm in tokens.norms[match.token : last])


_ANSWERS: dict[str, _Answer] = {
    "situation": _situation,
    "upset": _upset,
    "heated": _heated,
    "let-down": _let_down,
    "asked": _asked,
    "cause": _cause,
    "channel": _channel,
    "opening": _opening,
    "closing": _closing,
    "alone": _alone,
    "theirs": _theirs,
}
