"""What a reply lacks: one small function a check. What comes too early stands in order.py.

Each function says in its first line when its check has something to report.
"""

from __future__ import annotations

from unruffle.core.checks import UNPLACED, CheckRule, Finder, Places
from unruffle.core.echo import ECHO, RETOLD, echoed
from unruffle.core.parts import Parts
from unruffle.core.types import CAUSES

#: What shows that somebody listened, or takes the heat out of it.
HEARD = ("T01", "T02", "T04", "T05", "T06", "T07", "T08", "T09", "apology", "acknowledgment")
#: What names the effect on the customer.
EFFECT = ("T04", "C02/effect")
#: What puts something right, or is a step towards it.
_ACTED = (
    *("T03", "T12", "T13", "T15", "T17", "T18", "T19", "T21", "T22", "T25"),
    *("owned-step", "option"),
)
_WHEN = ("date", "T14")
#: Words of feeling and of owning up, the stock lines too.
_FELT = ("C04/feeling", "C03/owned")


def no_acknowledgment_first(parts: Parts, _rule: CheckRule) -> Places:
    """C01: the first two sentences neither thank nor regret nor show that somebody listened."""
    return _missing(_opens_heard(parts))


def no_impact(parts: Parts, _rule: CheckRule) -> Places:
    """C02: nothing says what it meant for the customer."""
    return _missing(parts.has(*EFFECT))


def no_apology(parts: Parts, _rule: CheckRule) -> Places:
    """C03: no word of apology anywhere."""
    return _missing(parts.has("apology", "T07", "T08", "C03/owned"))


def no_empathy(parts: Parts, _rule: CheckRule) -> Places:
    """C04: nothing says that the feeling makes sense; owning it does, and so does a stock line."""
    return _missing(parts.has(*EFFECT, "T06", "T08", "T09", "acknowledgment", *_FELT))


def not_told_back(parts: Parts, rule: CheckRule) -> Places:
    """C05: the customer wrote enough, and hardly a word of it comes back."""
    told = len(parts.theirs) >= rule.limits["told"]
    return UNPLACED if told and len(echoed(parts)) < rule.limits["back"] else None


def apology_off_target(parts: Parts, _rule: CheckRule) -> Places:
    """C06: the only apology is for something in general, or for what was no cause here."""
    told = parts.draft.situation.causes
    if not told:
        return None
    apologies = parts.sentences("apology")
    named = parts.sentences(ECHO, *EFFECT, "T08", *(f"C06/{cause}" for cause in told))
    if apologies & named or {number + 1 for number in apologies} & parts.sentences(*EFFECT):
        return None
    others = [f"C06/{cause}" for cause in CAUSES if cause not in told]
    general = parts.matches("C06/general", *others)
    return [(match.start, match.end) for match in general[:1]] or None


def no_choice(parts: Parts, _rule: CheckRule) -> Places:
    """C09: a remedy is offered, and nothing to choose."""
    if not parts.has("C09/offer"):
        return None
    return _missing(parts.has("T15", "T25") or "?" in parts.draft.scanned)


def no_next_contact(parts: Parts, _rule: CheckRule) -> Places:
    """C10: work goes on, and nobody says that they will write."""
    dated = parts.sentences(*_WHEN)
    # What was passed on for a day needs no further word.
    if all(number in dated or number + 1 in dated for number in _still_open(parts)):
        return None
    return _missing(parts.has("C10/contact", "T17"))


def no_action(parts: Parts, _rule: CheckRule) -> Places:
    """C15: nothing is done and nothing offered; C32 says it of a warm reply."""
    return None if _acts(parts) or _is_warm(parts) else UNPLACED


def no_timeline(parts: Parts, _rule: CheckRule) -> Places:
    """C16: something will be done, and nothing says when; of work that goes on C10 speaks."""
    if not parts.sentences("C16/later") - parts.sentences("C16/event", "C10/open"):
        return None
    return _missing(parts.has(*_WHEN))


def no_opening(parts: Parts, _rule: CheckRule) -> Places:
    """C18: it opens with neither thanks nor regret nor the effect; C01 goes before it."""
    return _missing(_opens_warm(parts) or not _opens_heard(parts) or parts.opens_with(*EFFECT))


def no_goodwill(parts: Parts, _rule: CheckRule) -> Places:
    """C22: it is mended, with nothing on top."""
    if not _mended(parts):
        return None
    return _missing(parts.has("T21", "compensation", "C22/extra"))


def abuse(parts: Parts, _rule: CheckRule) -> Places:
    """C24: the customer insults, and no limit is set yet."""
    return _missing(parts.has("T10"))


def no_cause(parts: Parts, _rule: CheckRule) -> Places:
    """C26: the customer asked why, and no cause is named."""
    if parts.has("explanation", "T16", "T08", "C26/cause"):
        return None
    # A sentence that neither acts nor comforts may be the cause, whatever its words.
    known = parts.sentences(*HEARD, *_ACTED, *_WHEN, "T24", "thanks", "C15/step", "C15/idle")
    return _missing(any(parts.first + n not in known for n in range(len(parts.told))))


def no_steps(parts: Parts, rule: CheckRule) -> Places:
    """C27: it takes time, and nothing says what happens meanwhile."""
    if not _still_open(parts):
        return None
    steps = len(parts.sentences("owned-step", "C16/later"))
    return _missing(parts.has("T13", *_WHEN) or steps >= rule.limits["steps"])


def no_warm_close(parts: Parts, _rule: CheckRule) -> Places:
    """C28: the last sentence looks neither forward nor back to the reader."""
    if not parts.told:
        return None
    last = parts.first + len(parts.told) - 1
    return _missing(last in parts.sentences("T20", "T23", "T24", "C28/close", *_WHEN))


def only_warm(parts: Parts, _rule: CheckRule) -> Places:
    """C32: kind words, and nothing is done or offered."""
    return UNPLACED if _is_warm(parts) and not _acts(parts) else None


def no_invitation(parts: Parts, _rule: CheckRule) -> Places:
    """C36: it is mended, and nobody asks what to do better."""
    if not _mended(parts):
        return None
    return _missing(parts.has("T23", "survey"))


def _missing(there: bool) -> Places:
    return None if there else UNPLACED


def _opens_heard(parts: Parts) -> bool:
    return parts.opens_with(*HEARD, *EFFECT, *_FELT, RETOLD) or _opens_warm(parts)


def _opens_warm(parts: Parts) -> bool:
    """Whether it opens with thanks or regret; thanks for patience were never given."""
    opening = {parts.first, parts.first + 1}
    thanks = parts.sentences("thanks") - parts.sentences("C18/vague")
    return bool(opening & (thanks | parts.sentences("apology", "T01", "T07", "T08", "C03/owned")))


def _acts(parts: Parts) -> bool:
    steps = parts.sentences("C15/step") - parts.sentences("C15/idle")
    return bool(steps) or parts.has(*_ACTED, *_WHEN) or "?" in parts.draft.scanned


def _mended(parts: Parts) -> bool:
    return parts.has("T12") and not parts.has("C10/open")


def _still_open(parts: Parts) -> set[int]:
    """The sentences that say that work goes on, unless it is mended as well."""
    going_on = parts.sentences("C10/open")
    mended = parts.has("C11/repair") or parts.sentences("T12") - going_on
    return set() if mended else going_on


def _is_warm(parts: Parts) -> bool:
    """Whether at least half of the sentences are kind words."""
    warm = parts.sentences(*HEARD, "T24", "thanks", "C04/feeling")
    return bool(warm) and 2 * len(warm) >= len(parts.told)


FINDERS: dict[str, Finder] = {
    "C01": no_acknowledgment_first,
    "C02": no_impact,
    "C03": no_apology,
    "C04": no_empathy,
    "C05": not_told_back,
    "C06": apology_off_target,
    "C09": no_choice,
    "C10": no_next_contact,
    "C15": no_action,
    "C16": no_timeline,
    "C18": no_opening,
    "C22": no_goodwill,
    "C24": abuse,
    "C26": no_cause,
    "C27": no_steps,
    "C28": no_warm_close,
    "C32": only_warm,
    "C36": no_invitation,
}
