"""What the server answers. Every field is always there; null means that it is not known."""

from __future__ import annotations

from typing import Literal, NotRequired

# The one of `typing` says too little to pydantic before Python 3.12.
from typing_extensions import TypedDict

from unruffle.core.types import Severity, Tone

Span = list[int]


class SourceOut(TypedDict):
    """A citation that a rule rests on."""

    key: str
    cite: str
    url: str | None


class SuggestionOut(TypedDict):
    """Better words for [start, end); `slots` are spans of `text` that still want a fact."""

    text: str
    start: int
    end: int
    slots: list[Span]


class WeightOut(TypedDict):
    """Words of the draft that spoke for a finding, and how much."""

    words: str
    weight: float


class FindingOut(TypedDict):
    """One place of the draft that a rule reports.

    `pending`: words that lift it may yet come, so nothing is drawn until the draft rests. With the
    learned layer only: `weights`, the words that weighed most, and `similar`, a sentence of the
    training data that it resembles.
    """

    rule: str
    layer: Literal["list", "learned"]
    category: str
    severity: Severity
    points: int
    start: int
    end: int
    message: str
    why: str
    sources: list[SourceOut]
    suggestions: list[SuggestionOut]
    pending: bool
    weights: NotRequired[list[WeightOut]]
    similar: NotRequired[str]


class OpenerOut(TypedDict):
    """Words to begin a missing part with; `first` where they belong to the first lines."""

    text: str
    slots: list[Span]
    first: bool


class CheckOut(TypedDict):
    """Something missing, out of order or too much; no span when nothing can be pointed at.

    `note` is a text to copy for a colleague. `others` say the same as `opener` in other words.
    """

    rule: str
    layer: Literal["structure"]
    category: str
    severity: Severity
    points: int
    start: int | None
    end: int | None
    message: str
    why: str
    sources: list[SourceOut]
    suggestions: list[SuggestionOut]
    pending: bool
    opener: OpenerOut | None
    others: list[OpenerOut]
    note: str | None


class TechniqueOut(TypedDict):
    """A good move, present or still expected by this customer; `shows` says it in plain words."""

    id: str
    name: str
    shows: str
    phase: Literal["listen", "defuse", "act", "leave"]
    present: bool
    expected: bool
    spans: list[Span]


class EvidenceOut(TypedDict):
    """Words that show something about the situation."""

    of: Literal["customer", "draft"]
    start: int
    end: int
    shows: str


class SituationOut(TypedDict):
    """What kind of contact the draft answers; null where nothing shows it."""

    kind: str
    upset: bool | None
    heat: int | None
    causes: list[str]
    asked: list[str]
    evidence: list[EvidenceOut]


class ApologyOut(TypedDict):
    """The parts of an apology that the draft has."""

    regret: bool
    responsibility: bool
    explanation: bool
    repair: bool
    repentance: bool
    forgiveness: bool


class ReadabilityOut(TypedDict):
    """Counts over what was scanned."""

    words: int
    sentences: int
    longest_sentence_words: int
    grade: float | None


class PromiseOut(TypedDict):
    """A sentence of the draft that promises something; `due` is ISO 8601 with offset."""

    start: int
    end: int
    due: str


class ResultOut(TypedDict):
    """A checked draft. `settings` is the ETag of the settings, so a client sees a change here.

    `trials` names rules on trial that match: a client counts them and shows nothing.
    """

    status: Literal["checked", "not-english", "too-short", "too-long"]
    language: str | None
    revision: int | None
    settings: str | None
    score: int | None
    situation: SituationOut
    findings: list[FindingOut]
    checks: list[CheckOut]
    techniques: list[TechniqueOut]
    apology: ApologyOut | None
    strip: list[Tone]
    promises: list[PromiseOut]
    trials: list[str]
    readability: ReadabilityOut


class RejectedOut(TypedDict):
    """An event that was not counted, and why."""

    id: str
    code: str


class EventsOut(TypedDict):
    """How many events can be forgotten by the sender, and which were not counted."""

    accepted: int
    rejected: list[RejectedOut]


class HealthOut(TypedDict):
    """The process answers."""

    status: Literal["ok"]
    version: str


class ReadyOut(TypedDict):
    """The rulebook is loaded and the database was in reach at the last look."""

    status: Literal["ready"]
    revision: int


class ErrorBody(TypedDict):
    """What was refused, in words for people, and what to do."""

    code: str
    message: str
    hint: str


class ErrorOut(TypedDict):
    """The one shape of every answer that is not a success."""

    error: ErrorBody
