"""The values that the core takes and gives. Spans are half-open, in code points of the draft.

What a check makes many of is a tuple: a dataclass takes three times as long to make.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

Severity = Literal["high", "medium", "low", "info"]
Status = Literal["checked", "not-english", "too-short", "too-long"]
#: A reading grade from a text and the number of its sentences; None where it would say nothing.
Grade = Callable[[str, int], float | None]
Author = Literal["customer", "agent"]
#: The four phases of a reply: listen, defuse, act, leave a good impression.
Phase = Literal["listen", "defuse", "act", "leave"]
#: What one sentence does most.
Tone = Literal["warm", "competent", "plain"]

#: What one finding takes off the score.
POINTS: dict[Severity, int] = {"high": 25, "medium": 10, "low": 4, "info": 0}
#: Strongest first.
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low", "info")
#: The learned layer is never certain.
MOST_LEARNED: Severity = "medium"


#: What went wrong in the customer's eyes. Late is not the same as not being told.
CAUSES = ("miscommunication", "missed-promise", "delay", "failure", "defect", "oversold")
#: Circumstances of the customer: the message is described ("mentions a hospital stay"), no person.
PERSONAL = "personal"
#: What a customer may have asked for.
ASKED = ("why", "money", "when", "where", "how", "policy", "fault", "person")


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance of the conversation before the draft; `at` knows its offset."""

    author: Author
    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about the conversation before the draft, oldest turn first.

    `now` is the moment of the check; None leaves everything open that a clock would decide.
    """

    turns: tuple[Turn, ...] = ()
    channel: str | None = None
    greeting_name: str | None = None
    fault: Literal["ours"] | None = None
    now: datetime | None = None
    host: str | None = None

    @property
    def customer_message(self) -> str | None:
        """The latest turn of the customer, or None."""
        said = (turn.text for turn in reversed(self.turns) if turn.author == "customer")
        return next(said, None)


@dataclass(frozen=True, slots=True)
class Source:
    """A citation that a rule rests on."""

    key: str
    cite: str
    url: str | None = None


class Evidence(NamedTuple):
    """Words of the customer or of the draft that show something about the situation."""

    of: Literal["customer", "draft"]
    start: int
    end: int
    shows: str


@dataclass(frozen=True, slots=True)
class Situation:
    """What kind of contact the draft answers; None means that nothing shows it."""

    kind: str = "unknown"
    upset: bool | None = None
    heat: int | None = None
    causes: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Suggestion(NamedTuple):
    """Better words in place: `text` replaces [start, end) of the draft.

    `slots` are spans of `text` that still want a fact from the agent.
    """

    text: str
    start: int
    end: int
    slots: tuple[tuple[int, int], ...] = ()


class Weight(NamedTuple):
    """Words of the draft that spoke for a finding of the learned layer, and how much."""

    words: str
    weight: float


class Finding(NamedTuple):
    """One place in the draft that a rule reports, after exceptions and conditions.

    `pending`: the draft is still being typed, and words that lift the finding may yet come.
    `weights` and `similar`, a sentence that it resembles, come from the learned layer only.
    """

    rule: str
    category: str
    severity: Severity
    points: int
    start: int
    end: int
    message: str
    why: str
    sources: tuple[Source, ...]
    suggestions: tuple[Suggestion, ...]
    pending: bool = False
    layer: Literal["list", "learned"] = "list"
    weights: tuple[Weight, ...] = ()
    similar: str | None = None

    def costing(self, points: int) -> Finding:
        """The same with its points."""
        return self._replace(points=points)


class Opener(NamedTuple):
    """Words to begin a missing part with; `slots` are spans of `text` that still want a fact.

    `first`: they belong to the first lines of a reply.
    """

    text: str
    slots: tuple[tuple[int, int], ...] = ()
    first: bool = False


class Check(NamedTuple):
    """Something missing, out of order or too much; no span where nothing can be pointed at.

    `pending`: it is missing so far, and the draft does not look finished. `note` is a text to
    copy for a colleague. `others` say the same as `opener` in other words.
    """

    rule: str
    category: str
    severity: Severity
    points: int
    start: int | None
    end: int | None
    message: str
    why: str
    sources: tuple[Source, ...]
    pending: bool = False
    opener: Opener | None = None
    note: str | None = None
    others: tuple[Opener, ...] = ()

    def costing(self, points: int) -> Check:
        """The same with its points."""
        return self._replace(points=points)


class Technique(NamedTuple):
    """A good move: whether the draft has it, and whether this customer still needs it.

    `shows` says in plain words what the move does.
    """

    id: str
    name: str
    phase: Phase
    present: bool
    expected: bool
    spans: tuple[tuple[int, int], ...] = ()
    shows: str = ""


@dataclass(frozen=True, slots=True)
class Apology:
    """The parts that an apology has; the more, the better it works (Lewicki et al. 2016)."""

    regret: bool
    responsibility: bool
    explanation: bool
    repair: bool
    repentance: bool
    forgiveness: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """A sentence of the draft that promises something by a moment."""

    start: int
    end: int
    due: datetime


@dataclass(frozen=True, slots=True)
class Readability:
    """Counts over the words that were scanned; `grade` is None where it would mean nothing."""

    words: int
    sentences: int
    longest_sentence_words: int
    grade: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One checked draft. `score` is None unless `status` is "checked".

    `trials` names rules on trial that match: they are counted, and nobody sees them.
    """

    status: Status
    score: int | None
    readability: Readability
    findings: tuple[Finding, ...] = ()
    checks: tuple[Check, ...] = ()
    techniques: tuple[Technique, ...] = ()
    apology: Apology | None = None
    strip: tuple[Tone, ...] = ()
    promises: tuple[Dated, ...] = ()
    situation: Situation = field(default_factory=Situation)
    language: str | None = None
    trials: tuple[str, ...] = ()
