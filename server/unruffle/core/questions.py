"""Which of the customer's questions a draft leaves open."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from unruffle.core.checks import UNPLACED, CheckRule, Finder, Places
from unruffle.core.echo import ECHO, stem, stems
from unruffle.core.parts import Parts
from unruffle.core.tokens import words

# More questions than these nobody answers one by one.
_MOST = 10
# From this heat on only what can be answered in a word is taken for a question.
_HOT = 2
_PLAIN = ("when", "where", "amount")
# After these a question word asks.
_BEFORE_ASKING = frozenset(
    "and but so by since from or then know me us exactly hello hi please".split()
)
_LINK = ("://", "www.")
_ANY = ("date", "T12", "T13", "T16", "owned-step", "option", "C08/amount", "C08/answer")
# What answers each kind of question, wherever it stands.
_ANSWERS = {
    "when": ("date", "T14", "T19", "C08/when"),
    "where": ("C08/where",),
    "amount": ("C08/amount",),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the customer: its kind, and the stems of what it is about."""

    kind: str
    about: frozenset[str]


def unanswered(parts: Parts, rule: CheckRule) -> Places:
    """C08: a question shares no word with any sentence, and nothing may answer its kind."""
    if parts.has("T03", "C08/everything"):
        return None
    asked = questions(parts, rule)
    echoed: dict[int, set[str]] = defaultdict(set)
    tokens = parts.draft.tokens
    for match in parts.found.get(ECHO, ()):
        echoed[tokens.sentence_of[match.token]].add(stem(tokens.norms[match.token]))
    # A sentence answers one question.
    spent: set[int] = set()
    left = []
    for question in asked:
        shared = {n: len(back & question.about) for n, back in echoed.items()}
        best = max(shared, key=lambda n: (shared[n], n not in spent), default=-1)
        if shared.get(best):
            spent.add(best)
        else:
            left.append(question)
    for question in left:
        answers = _answering(parts, question.kind) - (set() if question.kind in _PLAIN else spent)
        if not answers:
            return UNPLACED
        spent.add(min(answers))
    return None


def questions(parts: Parts, rule: CheckRule) -> list[Question]:
    """The questions in the customer's message that want an answer; C26 looks for the whys."""
    situation, message = parts.draft.situation, parts.draft.context.customer_message or ""
    # Who asks like this wants no answer.
    rhetorical, vague = frozenset(rule.cues["rhetorical"]), _stems(rule.cues["vague"])
    found = []
    for shown in situation.evidence:
        if shown.shows != "question" or shown.of != "customer":
            continue
        asked = words(message[shown.start : shown.end])
        about = stems(word for word in asked if word in parts.draft.customer_words) - vague
        kind = _kind(asked)
        hot = (situation.heat or 0) >= _HOT and kind not in _PLAIN
        if about and kind != "why" and not hot and rhetorical.isdisjoint(asked):
            found.append(Question(kind, about))
    return found[:_MOST]


@cache
def _stems(listed: tuple[str, ...]) -> frozenset[str]:
    """The stems of a rule's own words; of rules there are few."""
    return stems(listed)


def _kind(asked: list[str]) -> str:
    said = f" {' '.join(asked)} "
    if "why" in asked or " how come " in said:
        return "why"
    if _asks("when", asked) or any(f" {t} " in said for t in ("how long", "how soon", "what time")):
        return "when"
    if _asks("where", asked):
        return "where"
    if any(f" {t} " in said for t in ("how much", "how many")):
        return "amount"
    return "open"


def _asks(word: str, asked: list[str]) -> bool:
    """Whether the word asks: in "can I pay when I collect it" it does not."""
    at = asked.index(word) if word in asked else -1
    return at == 0 or (at > 0 and asked[at - 1] in _BEFORE_ASKING)


def _answering(parts: Parts, kind: str) -> set[int]:
    numbers = parts.sentences(*_ANSWERS.get(kind, _ANY))
    if kind not in ("when", "amount") and any(sign in parts.draft.text for sign in _LINK):
        numbers.add(len(parts.draft.tokens.sentences))
    return numbers


FINDERS: dict[str, Finder] = {"C08": unanswered}
