"""What shows only over several turns: promises, heat that rises, silence."""

from __future__ import annotations

from datetime import datetime, timedelta

from unruffle.core.checks import CheckRule, Finder, Places
from unruffle.core.earlier import Earlier, Said
from unruffle.core.parts import Parts
from unruffle.core.promises import (
    DRIFT,
    Promise,
    acts,
    done,
    due_by_sentence,
    is_open,
    promises,
    promises_of,
    says_done,
)

#: Reported without a place: nothing can be pointed at.
_MISSING: Places = []
_TROUBLED = ("complaint", "abuse")
_WAITING = ("when", "where")
# What shows that somebody listened, or took the heat out.
_HEARD = (
    *("apology", "acknowledgment", "T01", "T02", "T03", "T04", "T05"),
    *("T06", "T07", "T08", "T09", "T10"),
)


def drift(parts: Parts, rule: CheckRule) -> Places:
    """C19: a promise is past, put off, refused or forgotten, and the draft does not say so."""
    earlier = parts.earlier
    if earlier is None or not earlier.has_ours or parts.has("apology", "T22", f"{DRIFT}/owned"):
        return None
    reported = any(
        is_open(promise, earlier)
        and (
            _is_refused(promise, parts)
            or _is_put_off(promise, parts)
            or (_is_past(promise, parts, rule) and not says_done(promise, parts))
            or _is_forgotten(promise, parts, earlier)
        )
        for promise in promises(earlier)
    )
    return _MISSING if reported else None


def _is_refused(promise: Promise, parts: Parts) -> bool:
    refusals = parts.matches(f"{DRIFT}/refusal")
    sentence_of = parts.draft.tokens.sentence_of
    # "We will not" begins like a promise.
    granting = done(parts) | {
        sentence_of[match.token]
        for match in parts.matches(f"{DRIFT}/promise")
        if not any(no.start <= match.start < no.end for no in refusals)
    }
    refusing = {sentence_of[match.token] for match in refusals} - granting
    return bool(promise.acts & acts(parts, refusing) - acts(parts, granting))


def _is_put_off(promise: Promise, parts: Parts) -> bool:
    """Whether the draft names a later day for an act that had one."""
    if promise.due is None or not promise.acts:
        return False
    told = parts.sentences(f"{DRIFT}/promise")
    return any(
        number in told and due.date() > promise.due.date() and promise.acts & acts(parts, {number})
        for number, due in due_by_sentence(parts, parts.draft.context.now).items()
    )


def _is_past(promise: Promise, parts: Parts, rule: CheckRule) -> bool:
    """Whether its moment has gone by, and the customer is still waiting."""
    now = parts.draft.context.now
    if promise.due is None or now is None:
        return False
    late = now - promise.due > timedelta(hours=rule.limits["hours"])
    seen = parts.draft.situation
    return late and (seen.kind in _TROUBLED or any(asked in _WAITING for asked in seen.asked))


def _is_forgotten(promise: Promise, parts: Parts, earlier: Earlier) -> bool:
    """Whether the customer comes back to it, and the draft does not."""
    latest = earlier.theirs[-1:]
    if not promise.acts or not latest or parts.draft.situation.kind not in _TROUBLED:
        return False
    return any(promise.acts & acts(said.parts) for said in latest) and not (
        promise.acts & acts(parts)
    )


def rising_heat(parts: Parts, rule: CheckRule) -> Places:
    """C20: the customer got hotter over two turns, and nothing of ours took it up."""
    earlier = parts.earlier
    if earlier is None or len(earlier.context.turns) < 2 or parts.has(*_HEARD):
        return None
    theirs = earlier.theirs
    if len(theirs) < 2:
        return None
    before, last = (said.situation.heat or 0 for said in theirs[-2:])
    if last <= before or last < rule.limits["heat"]:
        return None
    between = earlier.said[earlier.said.index(theirs[-2]) :]
    return None if any(said.ours and said.parts.has(*_HEARD) for said in between) else _MISSING


def update_gap(parts: Parts, rule: CheckRule) -> Places:
    """C21: we were silent for longer than the limit, and the draft does not say so."""
    earlier, now = parts.earlier, parts.draft.context.now
    if earlier is None or now is None or parts.has("apology", "C21/silence"):
        return None
    since = _silent_since(earlier)
    if since is None or now - since <= timedelta(days=rule.limits["days"]):
        return None
    return _MISSING


def _silent_since(earlier: Earlier) -> datetime | None:
    """Since when an answer of ours is due: the first message after our last, or our promise."""
    said = earlier.said
    ours = [number for number, one in enumerate(said) if one.ours]
    after = said[ours[-1] + 1 :] if ours else said
    moments = [one.turn.at for one in after[:1]]
    if ours:
        moments.append(_owed_since(earlier, ours[-1]))
    return min((moment for moment in moments if moment), default=None)


def _owed_since(earlier: Earlier, number: int) -> datetime | None:
    """From when on our last turn owed the next one: what it promised, or that it looked."""
    last = earlier.said[number]
    made = promises_of(number, last)
    if made:
        due = [promise.due or promise.at for promise in made if is_open(promise, earlier)]
        return max((moment for moment in due if moment), default=None)
    # After a question it was the customer's turn.
    looked = last.parts.sentences("C21/update") - last.parts.sentences(f"{DRIFT}/hanging")
    return last.turn.at if looked and "?" not in last.draft.scanned else None


def heated(parts: Parts, rule: CheckRule) -> Places:
    """C35: the customer was very upset in two turns running, so a second person may help."""
    earlier = parts.earlier
    if earlier is None or (parts.draft.situation.heat or 0) < rule.limits["heat"]:
        return None
    last: list[Said] = earlier.theirs[-2:] if len(earlier.context.turns) > 1 else []
    hot = [said for said in last if (said.situation.heat or 0) >= rule.limits["heat"]]
    return _MISSING if len(hot) == 2 else None


FINDERS: dict[str, Finder] = {
    DRIFT: drift,
    "C20": rising_heat,
    "C21": update_gap,
    "C35": heated,
}
