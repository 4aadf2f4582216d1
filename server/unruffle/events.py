"""What may be recorded about work with unruffle: counts without text, person or order.

Every type is one small class; its docstring is its documentation in events.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

from sqlalchemy import Connection

from unruffle import weeks
from unruffle.auth import digest, week_of
from unruffle.db import counters
from unruffle.db.engine import Database
from unruffle.live import View
from unruffle.wire.answers import EventsOut, RejectedOut
from unruffle.wire.incoming import EventIn, parse_moment

#: Older facts say nothing about the rules of today.
OLDEST = timedelta(days=14)
#: Clocks differ a little.
AHEAD = timedelta(hours=1)
#: Counters of a team and day tell apart at most this many hosts; the others share one name.
HOSTS_A_DAY = 200
OTHER_HOST = "(other)"


class Event:
    """One type of event."""

    name: ClassVar[str]
    with_rule: ClassVar[bool] = True
    with_suggestion: ClassVar[bool] = False
    reasons: ClassVar[tuple[str, ...]] = ()


class Shown(Event):
    """A finding of this rule was visible to the agent."""

    name = "shown"


class Matched(Event):
    """A rule on trial matched the draft; the agent saw nothing of it."""

    name = "matched"


class Accepted(Event):
    """The agent took a suggestion; `suggestion` is its place in the list, from 0."""

    name = "accepted"
    with_suggestion = True


class EditedAway(Event):
    """The marked words went away because the agent wrote something else."""

    name = "edited-away"


class Dismissed(Event):
    """The agent hid the finding here, optionally with one of three reasons."""

    name = "dismissed"
    reasons = ("company-wording", "customers-word", "not-risky-here")


class Muted(Event):
    """The agent switched the rule off for themselves."""

    name = "muted"


class Reported(Event):
    """The agent reported the finding as a false alarm."""

    name = "reported"


class Ended(Event):
    """The draft ended: the field emptied or vanished within 5 s of a click, Enter or submit."""

    name = "ended"
    with_rule = False


TYPES: dict[str, type[Event]] = {kind.name: kind for kind in Event.__subclasses__()}

#: Why an event is not counted; the sender forgets it all the same.
REJECTIONS = {
    "type-unknown": "The type is not in the list.",
    "rule-missing": "This type tells about a rule, and none is named.",
    "rule-unknown": "The rule is not in the rulebook.",
    "revision-unknown": "The revision has not been published here.",
    "reason-unknown": "The reason is not one of the reasons of this type.",
    "at-out-of-range": "The moment is more than 14 days ago, or ahead of the server's clock.",
}


def record(
    database: Database,
    view: View,
    team_id: int,
    secret: str,
    events: Iterable[EventIn],
    now: datetime,
    hours: int,
) -> EventsOut:
    """Count a batch. One that was counted before is accepted again and counts once.

    Ids are kept for `hours`, as hashes, until the full hour after. `secret` is the key that sent
    them: for each open week the statistics need the number of keys, and nothing else of them.
    """
    known, rejected = list[EventIn](), list[RejectedOut]()
    moment = int(now.timestamp())
    expires_at = (moment // 3600 + hours + 1) * 3600
    hosts: dict[date, set[str]] = {}
    counted = Counter[counters.Count]()
    closed = weeks.newest_closed(now.date())
    for event in events:
        refusal = _refusal(event, view, now)
        if refusal:
            rejected.append({"id": event.id, "code": refusal})
        else:
            known.append(event)
    with database.write(shared=True) as connection:
        counters.delete_expired_marks(connection, moment)
        marks = [_marks(team_id, event) for event in known]
        for event, is_new in zip(known, counters.mark(connection, marks, expires_at), strict=True):
            if is_new:
                counted[_count(connection, team_id, event, hosts)] += 1
        # In one order everywhere, so that no two batches wait for each other.
        for count, times in sorted(counted.items()):
            counters.add(connection, count, times)
        sent = {(week_of(count.day), count.host, count.revision) for count in counted}
        opened = {part for part in sent if part[0] > closed}
        weeks.count_sender(connection, team_id, secret, opened)
    return {"accepted": len(known), "rejected": rejected}


def _refusal(event: EventIn, view: View, now: datetime) -> str | None:
    kind = TYPES.get(event.type)
    if kind is None:
        return "type-unknown"
    if kind.with_rule and event.rule is None:
        return "rule-missing"
    if kind.with_rule and event.rule not in view.rules:
        return "rule-unknown"
    # Another worker may be one revision ahead of this one for a moment.
    if not 1 <= event.revision <= view.revision + 1:
        return "revision-unknown"
    if event.reason is not None and event.reason not in kind.reasons:
        return "reason-unknown"
    if not -AHEAD <= now - parse_moment(event.at) <= OLDEST:
        return "at-out-of-range"
    return None


def _rule(event: EventIn) -> str:
    """The rule that an event tells about; a type that tells about none may name any."""
    return (event.rule or "") if TYPES[event.type].with_rule else ""


def _marks(team_id: int, event: EventIn) -> tuple[str, str]:
    """One mark for the id, one for "each once per rule and draft"."""
    once = (team_id, event.draft, event.type, _rule(event))
    return digest(f"{team_id} {event.id}"), digest(repr(once))


def _count(
    connection: Connection, team_id: int, event: EventIn, hosts: dict[date, set[str]]
) -> counters.Count:
    """What one event counts as; `hosts` holds the known hosts of the days of this batch."""
    kind = TYPES[event.type]
    day = parse_moment(event.at).astimezone(UTC).date()
    host = event.host.lower()
    if day not in hosts:
        hosts[day] = counters.hosts(connection, team_id, day)
    if host not in hosts[day] and len(hosts[day]) >= HOSTS_A_DAY:
        host = OTHER_HOST
    hosts[day].add(host)
    suggestion = event.suggestion if kind.with_suggestion else None
    return counters.Count(
        team_id=team_id,
        day=day,
        type=event.type,
        rule=_rule(event),
        suggestion=-1 if suggestion is None else suggestion,
        reason=event.reason or "",
        revision=event.revision,
        host=host,
    )
