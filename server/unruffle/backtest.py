"""The back-test: past replies before what is published and before what is proposed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from unruffle.core.allowing import allowing
from unruffle.core.check import check
from unruffle.core.choices import Choices
from unruffle.core.layers import Layer
from unruffle.core.rulebook import Rulebook
from unruffle.core.types import Check, Context, Finding, Result, Status, Turn


class Book(Protocol):
    """A rulebook and what holds in one scope of it."""

    @property
    def rulebook(self) -> Rulebook:
        """The rules."""

    @property
    def choices(self) -> Choices:
        """What the scope has chosen."""


@dataclass(frozen=True, slots=True)
class Past:
    """A reply as it was sent, and what is known about it."""

    reply: str
    message: str = ""
    channel: str | None = None
    host: str | None = None

    @property
    def context(self) -> Context:
        """The same for the core; no clock, since it was another day."""
        turns = (Turn("customer", self.message),) if self.message.strip() else ()
        return Context(turns, self.channel, host=self.host)


@dataclass(frozen=True, slots=True)
class Heard:
    """A finding or check, and in which of the two it is; a trial is seen by nobody yet."""

    found: Finding | Check
    before: bool
    after: bool
    trial: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """One reply in both books."""

    status: Status
    heard: tuple[Heard, ...] = ()

    @property
    def places(self) -> list[tuple[int | None, int | None]]:
        """The span of each."""
        return [(one.found.start, one.found.end) for one in self.heard]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text with its findings, each with the phrase that would approve the place, if one can."""

    text: str
    status: Status
    found: tuple[tuple[Finding, str | None], ...]

    @property
    def places(self) -> list[tuple[int, int]]:
        """The span of each finding."""
        return [(finding.start, finding.end) for finding, _ in self.found]

    @property
    def phrases(self) -> list[str]:
        """The phrases that would approve it, each once."""
        return list(dict.fromkeys(allow for _, allow in self.found if allow is not None))

    @property
    def points(self) -> int:
        """What its findings take off the score."""
        return sum(finding.points for finding, _ in self.found)


def alike(before: Book, after: Book) -> bool:
    """Whether both say the same of every reply, so that one of them is enough."""
    return _filled(before) == _filled(after) and replace(before.choices, scopes=()) == replace(
        after.choices, scopes=()
    )


def compare(past: Past, before: Book | None, after: Book) -> Compared:
    """What the two have to say, in the order of the text; `before` is None where it is alike."""
    new = _result(past, after)
    if new.status != "checked":
        return Compared(new.status)
    old = new if before is None else _result(past, before)
    trials = [*_on_trial(past, after, new)]
    then, now = _by_place(old, []), _by_place(new, trials)
    tried = new.trials
    heard = [
        Heard(found, place in then, place in now, trial=found.rule in tried)
        for place, found in {**then, **now}.items()
    ]
    heard.sort(key=lambda one: (one.found.start or 0, one.found.end or 0, one.found.rule))
    return Compared(new.status, tuple(heard))


def wording(text: str, book: Book) -> Wording:
    """What the rules have to say of a text that is sent as it is."""
    result = _result(Past(text), book)
    phrases = allowing(text, [(one.start, one.end) for one in result.findings])
    return Wording(text, result.status, tuple(zip(result.findings, phrases, strict=True)))


def _filled(book: Book) -> dict[str, Layer]:
    return {name: layer for name, layer in book.rulebook.layers.items() if layer != Layer()}


def _result(past: Past, book: Book) -> Result:
    return check(past.reply, book.rulebook, past.context, book.choices, finished=True)


def _on_trial(past: Past, book: Book, result: Result) -> Iterator[Finding]:
    """The places of rules on trial, which a result only names."""
    if not result.trials:
        return
    rules = tuple(
        replace(rule, trial=False) if rule.trial else rule for rule in book.rulebook.rules
    )
    live = replace(book.rulebook, rules=rules)
    found = check(past.reply, live, past.context, book.choices, finished=True).findings
    yield from (one for one in found if one.rule in result.trials)


def _by_place(
    result: Result, trials: list[Finding]
) -> dict[tuple[str, int | None, int | None], Finding | Check]:
    found: list[Finding | Check] = [*result.findings, *trials, *result.checks]
    return {(one.rule, one.start, one.end): one for one in found}
