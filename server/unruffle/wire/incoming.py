"""What a client may send. A shape refuses unknown fields and says nothing of what it was given."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
)

from unruffle.core.types import Context, Turn
from unruffle.core.units import utf16_length

CONTEXT_TURNS = 20
CONTEXT_UNITS = 20_000
EVENTS_AT_ONCE = 200


def _whole(value: object) -> object:
    """JSON Schema calls 3.0 an integer and `true` none; pydantic has it the other way round."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _moment(value: str) -> str:
    parse_moment(value)
    return value


def parse_moment(value: str) -> datetime:
    """The aware datetime that an ISO 8601 text with offset names; a leap second is :59."""
    moment = datetime.fromisoformat(re.sub(r":60(?=[.Z+-])", ":59", value.upper()))
    if moment.utcoffset() is None:
        raise ValueError("no offset")
    return moment


Place = Annotated[int, Field(ge=0, le=2), BeforeValidator(_whole)]
Revision = Annotated[int, Field(ge=0, le=2**31 - 1), BeforeValidator(_whole)]
Text = Annotated[str, Field(pattern="^[^\\x00]*$")]
Moment = Annotated[
    str,
    Field(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,20})?)?"
        r"([Zz]|[+-][0-9]{2}:[0-9]{2})$",
        json_schema_extra={"format": "date-time"},
    ),
    AfterValidator(_moment),
]
Host = Annotated[str, Field(max_length=253, pattern=r"^[A-Za-z0-9._:\[\]-]*$")]
RuleId = Annotated[str, Field(max_length=80, pattern=r"^[A-Za-z0-9]+([/-][A-Za-z0-9]+)*$")]
Word = Annotated[str, Field(max_length=40, pattern=r"^[a-z]+(-[a-z]+)*$")]
#: The channels that conditions of rules know; empty is absent.
Channel = Literal["", "email", "chat", "social", "review"]
Id = Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


class In(BaseModel):
    """A request body: exact types, no unknown fields, and no input in any message."""

    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)


class TurnIn(In):
    """One utterance of the conversation before the draft."""

    author: Literal["customer", "agent"]
    text: Annotated[Text, Field(max_length=CONTEXT_UNITS)]
    at: Moment | None = None

    def turn(self) -> Turn:
        """The same for the core."""
        return Turn(self.author, self.text, parse_moment(self.at) if self.at else None)


class ContextIn(In):
    """What is known about the conversation; `turns`, oldest first, override `customer_message`."""

    customer_message: Annotated[Text, Field(max_length=CONTEXT_UNITS)] | None = None
    turns: Annotated[list[TurnIn], Field(max_length=CONTEXT_TURNS)] | None = None
    channel: Channel | None = None
    greeting_name: Annotated[Text, Field(max_length=200)] | None = Field(
        default=None,
        description="The customer's name as the helpdesk shows it, for the check of the greeting.",
    )

    fault: Literal["ours"] | None = Field(
        default=None,
        description="Set once the agent has said that it was us: only then are words offered that "
        "take responsibility.",
    )

    def units(self) -> int:
        """How many UTF-16 units the conversation has."""
        said = [turn.text for turn in self.turns or ()] or [self.customer_message or ""]
        return sum(map(utf16_length, said))

    def context(self, now: datetime | None = None, host: str | None = None) -> Context:
        """The same for the core at this moment and site; an empty field is an absent one."""
        turns = tuple(turn.turn() for turn in self.turns or ())
        if not turns and self.customer_message:
            turns = (Turn("customer", self.customer_message),)
        return Context(
            turns=turns,
            channel=self.channel or None,
            greeting_name=self.greeting_name or None,
            fault=self.fault,
            now=now,
            host=host,
        )


class CheckIn(In):
    """A draft. Nothing of it is kept: it is gone when the answer is written."""

    text: Text
    context: ContextIn | None = None
    host: Host | None = Field(
        default=None,
        description="The host of the page, for rules that a list keeps to some sites.",
    )
    now: Moment | None = Field(
        default=None,
        description="The moment of the check, for promised dates; the server's clock when absent.",
    )

    def moment(self) -> datetime:
        """The moment of the check."""
        return parse_moment(self.now) if self.now else datetime.now(UTC)


class EventIn(In):
    """One recorded fact without text; the types are listed in events.md."""

    id: Id
    type: Word
    draft: Id
    rule: RuleId | None = None
    suggestion: Place | None = None
    reason: Word | None = None
    revision: Revision
    host: Host
    at: Moment


class EventsIn(In):
    """A batch of events."""

    events: Annotated[list[EventIn], Field(max_length=EVENTS_AT_ONCE)]


class EnrollIn(In):
    """An enrollment code; upper case, spaces and hyphens do not matter."""

    code: Annotated[Text, Field(min_length=1, max_length=100)]
