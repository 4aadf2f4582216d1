"""What a reply says too early, or too much of at its start: one small function a check."""

from __future__ import annotations

from unruffle.core.checks import UNPLACED, CheckRule, Finder, Places
from unruffle.core.echo import ECHO, RETOLD
from unruffle.core.parts import Parts
from unruffle.core.structure import EFFECT, HEARD

_OPENING_SENTENCES = 2
# Where one of these begins a sentence, it is about us.
_OURS = frozenset({"we", "our"})
_BEGINNING = 3
_YOURS = frozenset({"you", "your", "yours"})


def early_compensation(parts: Parts, rule: CheckRule) -> Places:
    """C11: an extra is offered before anybody listened, or is most of the reply."""
    offered = parts.sentences("compensation") - parts.sentences("C11/reversal")
    if not offered or _is_their_topic(parts):
        return None
    heard = parts.earliest(*HEARD, "T03", RETOLD)
    early = {n for n in offered if parts.closed(n) and (heard is None or n < heard)}
    return _first(parts, early or _most_of_it(parts, rule, offered), "compensation")


def early_explanation(parts: Parts, _rule: CheckRule) -> Places:
    """C12: how it came about stands in the opening, and nobody listened before."""
    heard = parts.sentences(*HEARD, "owned-step", "T12", "C12/owned")
    # A cause may tell back what happened; only what stands before it counts then.
    before = parts.sentences(RETOLD, "C11/repair")
    opening = range(parts.first, parts.first + _OPENING_SENTENCES)
    early = {
        number
        for number in opening
        if parts.closed(number)
        and not any(other <= number for other in heard)
        and not any(other < number for other in before)
    }
    return _first(parts, early, "explanation")


def early_fix(parts: Parts, _rule: CheckRule) -> Places:
    """C13: the first sentence mends or asks, and the apology comes later."""
    first, regret = parts.first, parts.earliest("apology")
    if regret is None or regret <= first or first in parts.sentences(*HEARD, RETOLD):
        return None
    if first not in parts.sentences("T12", "T03", "owned-step", "C13/request"):
        return None
    sentence = parts.draft.tokens.sentences[first]
    return [(sentence.start, sentence.end)]


def early_survey(parts: Parts, _rule: CheckRule) -> Places:
    """C23: a rating is asked for while nothing is mended yet."""
    asked = parts.sentences("survey")
    return None if parts.has("T12") else _first(parts, asked, "survey")


def about_us(parts: Parts, rule: CheckRule) -> Places:
    """C31: the first half says more about us than about what it meant for the customer."""
    half = range(parts.first, parts.first + len(parts.told) // 2)
    done = parts.sentences(*HEARD, "T12", "T17", "owned-step")
    effect = parts.sentences(*EFFECT, "T06", "T07", "acknowledgment")
    ours = [number for number in half if number not in done and _speaks_of_us(parts, number)]
    more = len(ours) > sum(number in effect for number in half)
    return UNPLACED if more and len(ours) >= rule.limits["ours"] else None


def _first(parts: Parts, sentences: set[int], name: str) -> Places:
    """The first place of `name` in these sentences; one mark says it."""
    sentence_of = parts.draft.tokens.sentence_of
    for match in parts.matches(name):
        if sentence_of[match.token] in sentences:
            return [(match.start, match.end)]
    return None


def _is_their_topic(parts: Parts) -> bool:
    """Whether the customer wrote of the extra: a voucher that does not work is no giveaway."""
    extras = {match.token for match in parts.matches("C11/extra")}
    return any(match.token in extras for match in parts.matches(ECHO))


def _most_of_it(parts: Parts, rule: CheckRule, offered: set[int]) -> set[int]:
    """The offering sentences, when they are most of an ended reply that mends nothing."""
    mended = (parts.sentences("T12", "owned-step") - offered) | parts.sentences("C11/repair")
    enough = len(offered) >= rule.limits["share"] * len(parts.told)
    return offered if parts.ended and enough and not mended else set()


def _speaks_of_us(parts: Parts, number: int) -> bool:
    tokens = parts.draft.tokens
    sentence = tokens.sentences[number]
    norms = tokens.norms[sentence.first : sentence.last]
    return not _OURS.isdisjoint(norms[:_BEGINNING]) and _YOURS.isdisjoint(norms)


FINDERS: dict[str, Finder] = {
    "C11": early_compensation,
    "C12": early_explanation,
    "C13": early_fix,
    "C23": early_survey,
    "C31": about_us,
}
