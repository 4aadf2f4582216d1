"""The shapes of what an agent reports, and of what became of it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from unruffle.wire.incoming import Host, Id, In, RuleId, Text

RECEIPTS_AT_ONCE = 50


class ReportIn(In):
    """A sentence that an agent read, edited and sent, and a note in own words."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"kind": {"const": "false-alarm"}}},
            "then": {"properties": {"rule": {"type": "string"}}, "required": ["rule"]},
            "else": {"properties": {"rule": {"type": "null"}}},
        }
    )

    kind: Literal["false-alarm", "phrase"]
    sentence: Annotated[
        str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]*[^\x00\s][^\x00]*$")
    ]
    rule: RuleId | None = Field(
        default=None,
        description="The rule or check that a false alarm is about; a phrase has none.",
    )
    note: Annotated[Text, Field(max_length=300)] | None = None
    host: Host

    @model_validator(mode="after")
    def _rule_fits_kind(self) -> Self:
        if (self.rule is None) == (self.kind == "false-alarm"):
            raise PydanticCustomError("rule_does_not_fit_kind", "rule does not fit kind")
        return self


class ReceiptsIn(In):
    """Receipts of reports."""

    receipts: Annotated[list[Id], Field(max_length=RECEIPTS_AT_ONCE)]


class ReportOut(TypedDict):
    """The receipt of a report. The server keeps its hash only: it is shown this once."""

    receipt: str


class ReportAnswerOut(TypedDict):
    """What became of a report; `gone` is one that was deleted, or is not of this team."""

    receipt: str
    state: Literal["open", "accepted", "declined", "gone"]
    answer: str | None


class ReportAnswersOut(TypedDict):
    """One answer for each receipt, in the same order."""

    answers: list[ReportAnswerOut]
