"""Material to practice on: customers' messages, and lines that a list marks, from the examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Final

from unruffle.core.checks import CheckRule
from unruffle.core.choices import Choices
from unruffle.core.draft import read
from unruffle.core.rulebook import Rulebook
from unruffle.core.rules import Example, Rule
from unruffle.core.types import Context, Turn

#: Lines of a list that are shown beside one message.
LINES: Final = 3
#: Messages that are looked at, of the chosen list and of all others.
MESSAGES: Final = 150

Causes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    """A message to answer, what seems to lie behind it, and lines that the chosen list marks."""

    message: str
    causes: Causes
    lines: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Play:
    """What to think of where a message has this cause, in three lines."""

    cause: str
    title: str
    lines: tuple[str, str, str]


#: By the names of core.types.CAUSES. Each line stands on the principles named beside it.
PLAYBOOK: Final = (
    Play(
        "miscommunication",
        "Nobody said what was going on",
        (  # S1.12, S1.13, S2.3, S3.12
            "Begin with the silence: what the reader did not hear, and since when.",
            "Then the news, whole and in plain words, and also what is not known yet.",
            "The last line names the next message: who writes it, and by when, news or none.",
        ),
    ),
    Play(
        "missed-promise",
        "A promise was not kept",
        (  # S2.4, S3.13, S4.22
            "Say the promise again as it was given, with its day. Left out, it may sound denied.",
            "One short sentence owns it and names what it cost the reader.",
            "The new promise is smaller: a step of one's own and the hour of the next message.",
        ),
    ),
    Play(
        "delay",
        "It takes too long",
        (  # S0.3, S2.5, S2.18
            "Give the wait its true length: “three weeks” shows care, “a little late” shrugs.",
            "One cause at most, after the regret, and whether it lay with us or outside.",
            "A day only where somebody answers for it; else the day of the next message.",
        ),
    ),
    Play(
        "failure",
        "Something went amiss",
        (  # S0.6, S3.8, S3.19, S4.18
            "Tell it as a fact with an owner: “we charged the card twice”.",
            "Name the effect before the reason: the money, the evening, the second call.",
            "What is already put right goes first; why it will not come back is short, and last.",
        ),
    ),
    Play(
        "defect",
        "It arrived broken, or stopped working",
        (  # S1.9, S3.11, S3.14
            "The reader's own words for what broke show that the message was read.",
            "Offer the ways there are, such as a new one or the money, and ask which one suits.",
            "What is still needed is asked for once, in one list, with nothing told before.",
        ),
    ),
    Play(
        "oversold",
        "Less came than was announced",
        (  # S2.16, S2.19, S3.2, S4.4
            "Set what was announced beside what came, with no word in defense of the first.",
            "Fine print can be heard as “read more closely”. What was understood is the start.",
            "Say plainly what it can and cannot do, then leave the choice: keep, swap or return.",
        ),
    ),
)


def categories(rulebook: Rulebook, choices: Choices) -> list[str]:
    """The lists that hold here and have lines to show, by name."""
    return sorted({rule.category for rule in _heard(rulebook, choices) if rule.flags})


def exercise(rulebook: Rulebook, choices: Choices, category: str, number: int) -> Exercise:
    """The exercise with this number, begun again after the last; an empty one without material."""
    told = _told(rulebook, choices, category)
    if not told:
        return Exercise("", (), ())
    message, causes = told[number % len(told)]
    lines = [
        example
        for rule in _heard(rulebook, choices)
        if rule.category == category
        for example in rule.flags[:1]
    ]
    return Exercise(message, causes, tuple(_around(lines, number * LINES)))


def _around(lines: Sequence[Example], start: int) -> Iterator[Example]:
    for place in range(min(LINES, len(lines))):
        yield lines[(start + place) % len(lines)]


def _heard(rulebook: Rulebook, choices: Choices) -> list[Rule]:
    return [
        rule
        for rule in rulebook.rules
        if not rule.trial
        and rule.id not in choices.off
        and (rule.category not in rulebook.optional or rule.category in choices.lists)
    ]


def _told(rulebook: Rulebook, choices: Choices, category: str) -> list[tuple[str, Causes]]:
    """Messages that complain of something, with the causes; those of the category first.

    What comes next has another cause, as long as there is one.
    """
    rules = _heard(rulebook, choices)
    own = [rule for rule in rules if rule.category == category]
    seen = set[str]()
    found = []
    everything: list[Rule | CheckRule] = [*rulebook.checks, *rules]
    for known in (own, everything):
        by_cause = defaultdict[str, list[tuple[str, Causes]]](list)
        for message in islice(_messages(known, seen), MESSAGES):
            causes = read("", Context((Turn("customer", message),)), rulebook.cues).situation.causes
            if causes:
                by_cause[causes[0]].append((message, causes))
        turns = zip_longest(*by_cause.values())
        found += [one for turn in turns for one in turn if one is not None]
    return found


def _messages(known: Iterable[Rule | CheckRule], seen: set[str]) -> Iterator[str]:
    """What customers write in the examples, each once."""
    for rule in known:
        for example in (*rule.flags, *rule.passes):
            for turn in example.context.turns[-1:]:
                if turn.author == "customer" and turn.text not in seen:
                    seen.add(turn.text)
                    yield turn.text
