"""The shipped rulebook, and what its checks say of a reply: shared by tests of the coach."""

from __future__ import annotations

from datetime import datetime

from unruffle.core.check import check
from unruffle.core.choices import Choices
from unruffle.core.types import Check, Context, Grade, Result, Turn
from unruffle.snapshots import builtin

BOOK = builtin()
#: A Wednesday.
NOW = datetime.fromisoformat("2026-03-04T10:00:00+01:00")
AS_SHIPPED = Choices()


def moment(at: str | None) -> datetime | None:
    """The moment that ISO 8601 names."""
    return datetime.fromisoformat(at) if at else None


def customer(text: str, at: str | None = None) -> Turn:
    """A turn of the customer."""
    return Turn("customer", text, moment(at))


def ours(text: str, at: str | None = None) -> Turn:
    """A turn of ours."""
    return Turn("agent", text, moment(at))


def result(
    text: str,
    *turns: Turn,
    channel: str | None = None,
    name: str | None = None,
    now: datetime | None = NOW,
    choices: Choices = AS_SHIPPED,
    finished: bool = True,
    grade: Grade | None = None,
) -> Result:
    """The whole result for a reply after these turns."""
    context = Context(turns, channel, name, now=now)
    return check(text, BOOK, context, choices, finished=finished, grade=grade)


def found(rule: str, result: Result) -> list[Check]:
    """What one check says."""
    return [one for one in result.checks if one.rule == rule]


def words(
    rule: str, text: str, *turns: Turn, channel: str | None = None, name: str | None = None
) -> list[str]:
    """The words that one check points at; "" where it points at none."""
    said = found(rule, result(text, *turns, channel=channel, name=name))
    return ["" if one.start is None else text[one.start : one.end] for one in said]
