"""One draft checked: tokens, matches, findings, checks, techniques, score. Pure."""

from __future__ import annotations

from unruffle.core.advice import checks_of, findings_of
from unruffle.core.apology import apology
from unruffle.core.choices import Choices
from unruffle.core.draft import Draft, read
from unruffle.core.earlier import Earlier
from unruffle.core.echo import echoing
from unruffle.core.judge import Judge
from unruffle.core.language import language
from unruffle.core.limits import limit
from unruffle.core.masks import FILLER
from unruffle.core.observed import observed
from unruffle.core.parts import Parts
from unruffle.core.phases import strip
from unruffle.core.promises import dated
from unruffle.core.rulebook import Rulebook
from unruffle.core.score import points, score
from unruffle.core.techniques import techniques
from unruffle.core.tuning import in_channel
from unruffle.core.types import Context, Grade, Readability, Result
from unruffle.core.units import utf16_length

_NOWHERE = Context()
_AS_SHIPPED = Choices()


def check(
    text: str,
    rulebook: Rulebook,
    context: Context = _NOWHERE,
    choices: Choices = _AS_SHIPPED,
    *,
    finished: bool = False,
    grade: Grade | None = None,
) -> Result:
    """Everything the rulebook has to say about a draft; the same input gives the same result.

    `finished`: nobody is typing any more, so nothing is pending. `grade` reads the draft's grade.
    """
    if utf16_length(text) > limit("text"):
        return Result("too-long", None, Readability(0, 0, 0))
    context = in_channel(context, choices)
    draft = read(text, context, rulebook.cues, choices.silent)
    if not draft.tokens.norms:
        return Result("too-short", None, Readability(0, 0, 0))
    spoken = language(draft.scanned, draft.tokens.norms)
    if spoken not in ("en", None):
        return Result("not-english", None, _readability(draft), language=spoken)
    ended = finished or draft.signed_off
    judge = Judge(rulebook, draft, choices)
    readability = _readability(draft, grade)
    parts = Parts(draft, judge.parts(), readability, Earlier(rulebook, context), ended)
    found, trials = findings_of(judge, ended=ended)
    parts = echoing(observed(parts, found))
    missed = checks_of(judge, parts, ended=ended)
    taken = points([*found, *missed])
    return Result(
        "checked",
        score(taken),
        readability,
        findings=tuple(f.costing(cost) for f, cost in zip(found, taken, strict=False)),
        checks=tuple(c.costing(cost) for c, cost in zip(missed, taken[len(found) :], strict=True)),
        techniques=techniques(parts, rulebook.moves, choices.expected),
        apology=apology(parts),
        strip=strip(parts),
        promises=dated(parts),
        situation=draft.situation,
        language=spoken,
        trials=trials,
    )


def _readability(draft: Draft, grade: Grade | None = None) -> Readability:
    tokens = draft.tokens
    lengths = [
        len(set(tokens.starts[sentence.first : sentence.last])) for sentence in tokens.sentences
    ]
    read = draft.scanned.replace(FILLER, "")
    years = grade(read, len(lengths)) if grade else None
    return Readability(sum(lengths), len(lengths), max(lengths), years)
