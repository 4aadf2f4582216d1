"""What a rule is, and the closed lists of names that it may use."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from unruffle.core.types import ASKED, CAUSES, PERSONAL, Context, Severity, Turn

#: What a condition may ask. Kept here so that an unknown name is refused on reading.
CONDITIONS: dict[str, tuple[str, ...]] = {
    "situation": ("complaint", "question", "refusal", "bad-news", "abuse", "praise", "unknown"),
    "asked": ASKED,
    "cause": (*CAUSES, PERSONAL),
    "channel": ("email", "chat", "social", "review"),
    "upset": (),
    "heated": (),
    "let-down": (),
    "opening": (),
    "closing": (),
    "alone": (),
    "theirs": (),
}
FEATURES = (
    *("date", "option", "owned-step", "case-fact", "apology", "acknowledgment", "thanks"),
    *("repentance", "forgiveness", "explanation", "compensation", "survey"),
)
Within = Literal["sentence", "next", "reply"]
#: Conditions, each with the severity that holds where they do; the first that hold decide.
Gradings = tuple[tuple[tuple[str, ...], Severity], ...]
#: The ids of the rules of the learned layer begin with this name.
LEARNED = "learned"
_SLOT = re.compile(r"\{[^{}]*\}")


class RuleError(ValueError):
    """A rule that cannot be used; the text names the rule and says what to do."""


@dataclass(frozen=True, slots=True)
class Near:
    """Something that stands, or must stand, around a match: any feature or phrase satisfies it."""

    within: Within
    has: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the exact spans that the rule must find in it; none for a near miss.

    `turns` go before `customer_message`, as on the wire.
    """

    text: str
    spans: tuple[tuple[int, int], ...] = ()
    customer_message: str | None = None
    channel: str | None = None
    severity: Severity | None = None
    turns: tuple[Turn, ...] = ()
    greeting_name: str | None = None
    now: datetime | None = None

    @property
    def context(self) -> Context:
        """What is known where the example stands."""
        message = self.customer_message
        turns = self.turns or ((Turn("customer", message),) if message else ())
        return Context(turns, self.channel, self.greeting_name, now=self.now)


@dataclass(frozen=True, slots=True)
class Template:
    """What a suggestion is made from; an empty text leaves the match out.

    `ours` takes responsibility: it is offered once the agent has said that it was us.
    """

    text: str
    replaces: Literal["match", "sentence"]
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One piece of advice: the only unit that is graded, muted, disabled and counted.

    On `trial` it is only counted. With `hosts` or `channels` it speaks nowhere else.
    """

    id: str
    severity: Severity
    message: str
    why: str
    sources: tuple[str, ...]
    principles: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    detector: str | None = None
    unless: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    severity_if: Gradings = ()
    unless_near: tuple[Near, ...] = ()
    only_near: tuple[Near, ...] = ()
    suggestions: tuple[Template, ...] = ()
    trial: bool = False
    hosts: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    flags: tuple[Example, ...] = field(default=(), repr=False)
    passes: tuple[Example, ...] = field(default=(), repr=False)

    @property
    def category(self) -> str:
        """The kind of harm: the first half of the id, of a learned rule the second."""
        first, _, second = self.id.partition("/")
        return second if first == LEARNED else first

    @property
    def learned(self) -> bool:
        """Whether the learned layer finds it, not phrases or a detector."""
        return self.id.startswith(f"{LEARNED}/")


def slots(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the `{...}` in a suggestion that still want a fact."""
    return tuple(match.span() for match in _SLOT.finditer(text)) if "{" in text else ()
