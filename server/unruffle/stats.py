"""What each rule does: shown, acted on, a nuisance, still there; from the weeks that are closed.

`weeks` decides what may be shown at all. Here nothing is left out, so nothing can slip through.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from enum import Enum

from sqlalchemy import Connection

from unruffle.db import weekly
from unruffle.db.weekly import ORGANIZATION, Sums, Where
from unruffle.intervals import STRICT, Rate, difference, wilson

#: A rate of fewer says nothing.
LEAST_FOR_RATE = 5
#: Shows before a rule is judged, and the shares above which it is.
LEAST_SHOWS = 50
NUISANCE = 0.6
ACTED_ON = 0.5
#: How many phrases are named as those most often improved, and rules as those that moved most.
MOST_IMPROVED = 3
MOST_MOVED = 10

__all__ = ["ORGANIZATION", "Sums", "Where"]


class Advice(Enum):
    """What the figures of a rule suggest."""

    RETIRE = "retire"
    PROMOTE = "promote"


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums of one rule, list, week, revision or site, and the replies that ended meanwhile."""

    sums: Sums
    replies: int

    @property
    def acted(self) -> int:
        """Findings after which the words changed."""
        return self.sums.accepted + self.sums.edited_away

    @property
    def nuisance(self) -> int:
        """Findings that were put aside."""
        return self.sums.dismissed + self.sums.muted + self.sums.reported

    @property
    def standing(self) -> int:
        """Findings that were still there at the end: nothing else is known of them."""
        return max(0, self.sums.shown - self.acted - self.nuisance)

    @property
    def per_reply(self) -> Rate | None:
        """How often it was shown in a reply; None where too few replies ended.

        Findings of several rules together may be more than one a reply: then without an interval.
        """
        if self.replies < LEAST_FOR_RATE:
            return None
        share = self.sums.shown / self.replies
        return wilson(self.sums.shown, self.replies) if share <= 1 else Rate(share, share, share)

    @property
    def acted_rate(self) -> Rate | None:
        """The share that was acted on."""
        return self._of_shown(self.acted)

    @property
    def nuisance_rate(self) -> Rate | None:
        """The share that was put aside."""
        return self._of_shown(self.nuisance)

    @property
    def standing_rate(self) -> Rate | None:
        """The share that was still there at the end."""
        return self._of_shown(self.standing)

    @property
    def advice(self) -> Advice | None:
        """What to do with a rule that had these figures."""
        shown = self.sums.shown
        if shown < LEAST_SHOWS:
            return None
        if self.nuisance / shown > NUISANCE:
            return Advice.RETIRE
        return Advice.PROMOTE if self.acted / shown > ACTED_ON else None

    def _of_shown(self, number: int) -> Rate | None:
        # A finding shown before a week ended may be answered after it: never more than all.
        shown = self.sums.shown
        return wilson(min(number, shown), shown) if shown >= LEAST_FOR_RATE else None


@dataclass(frozen=True, slots=True)
class Drift:
    """How often a rule was shown in replies before and after a revision, and the difference."""

    rule: str
    before: Rate
    after: Rate
    change: Rate

    @property
    def clear(self) -> bool:
        """Whether chance alone hardly explains the difference."""
        return self.change.low > 0 or self.change.high < 0


@dataclass(frozen=True, slots=True)
class Week:
    """One week by its Monday; `figures` is None where too few keys sent events, or none."""

    monday: date
    figures: Figures | None
    #: Teams whose figures are in, and teams that are left out because they are too few.
    shown: int
    hidden: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures of a place and time, of all rules or of one, split in every way there is."""

    total: Figures
    rules: Mapping[str, Figures]
    weeks: tuple[Week, ...]
    revisions: Mapping[int, Figures]
    sites: Mapping[str, Figures]

    @property
    def improved(self) -> list[str]:
        """The rules whose words were changed most often, the most first."""
        acted = [rule for rule, figures in self.rules.items() if figures.acted]
        return sorted(acted, key=lambda rule: (-self.rules[rule].acted, rule))[:MOST_IMPROVED]

    @property
    def lists(self) -> dict[str, Figures]:
        """The figures of each list."""
        return together(self.rules, self.total.replies)

    def advised(self, advice: Advice) -> list[str]:
        """The rules that the figures suggest this for, the most shown first."""
        rules = [rule for rule, figures in self.rules.items() if figures.advice is advice]
        return sorted(rules, key=lambda rule: (-self.rules[rule].sums.shown, rule))


def of_all(connection: Connection, where: Where) -> Statistics:
    """The statistics of all rules of a place and time."""
    replies = weekly.by(connection, "revision", where, rule="")
    total = Figures(_sum(replies.values()), sum(sums.replies for sums in replies.values()))
    rules = weekly.by(connection, "rule", where)
    return Statistics(
        total=total,
        rules={rule: Figures(sums, total.replies) for rule, sums in rules.items() if sums.shown},
        weeks=_weeks(connection, where, ""),
        revisions={revision: Figures(sums, sums.replies) for revision, sums in replies.items()},
        sites={
            host: Figures(sums, sums.replies)
            for host, sums in weekly.by_host(connection, where, "").items()
        },
    )


def of_rule(connection: Connection, where: Where, rule: str) -> Statistics:
    """The statistics of one rule; `rules` holds it alone."""
    replies = weekly.by(connection, "revision", where, rule="")
    found = weekly.by(connection, "revision", where, rule=rule)
    of_hosts = weekly.by_host(connection, where, rule)
    total = Figures(_sum(found.values()), sum(sums.replies for sums in replies.values()))
    return Statistics(
        total=total,
        rules={rule: total},
        weeks=_weeks(connection, where, rule),
        revisions={
            revision: Figures(found.get(revision, Sums()), sums.replies)
            for revision, sums in replies.items()
        },
        sites={
            host: Figures(of_hosts.get(host, Sums()), sums.replies)
            for host, sums in weekly.by_host(connection, where, "").items()
        },
    )


def moved(connection: Connection, where: Where, revision: int) -> list[Drift]:
    """The rules that are shown clearly more or less since a revision, the largest change first."""
    found = weekly.before_and_since(connection, where, revision)
    *_, old, new = found.pop("", (0, 0, 0, 0))
    changes = [
        drift(rule, (was, old), (now, new), STRICT) for rule, (was, now, *_) in found.items()
    ]
    clear = [change for change in changes if change is not None and change.clear]
    return sorted(clear, key=lambda change: -abs(change.change.share))[:MOST_MOVED]


def drift(rule: str, before: tuple[int, int], after: tuple[int, int], width: float) -> Drift | None:
    """What changed between two pairs of shows and replies; None where replies are too few."""
    if min(before[1], after[1]) < LEAST_FOR_RATE:
        return None
    # A reply that never ended may have shown the rule as well.
    one, two = ((min(shown, replies), replies) for shown, replies in (before, after))
    return Drift(rule, wilson(*one), wilson(*two), difference(one, two, width))


def together(rules: Mapping[str, Figures], replies: int) -> dict[str, Figures]:
    """The figures of the lists that these rules stand in."""
    lists: dict[str, list[Sums]] = defaultdict(list)
    for rule, figures in rules.items():
        lists[list_of(rule)].append(figures.sums)
    return {name: Figures(_sum(sums), replies) for name, sums in sorted(lists.items())}


def list_of(rule: str) -> str:
    """The list that a rule stands in; structural checks are a list of their own."""
    return rule.partition("/")[0] if "/" in rule else "checks"


def _sum(all_of: Iterable[Sums]) -> Sums:
    return Sums(*map(sum, zip(*map(astuple, [Sums(), *all_of]), strict=True)))


def _weeks(connection: Connection, where: Where, rule: str) -> tuple[Week, ...]:
    """Every week of the time, also those of which nothing is known."""
    replies = weekly.by(connection, "week", where, rule="")
    found = replies if rule == "" else weekly.by(connection, "week", where, rule=rule)
    teams = {(week, shown): number for week, shown, number in weekly.closed(connection, where)}
    mondays = [
        where.first + timedelta(weeks=number)
        for number in range((where.last - where.first).days // 7 + 1)
    ]
    return tuple(
        Week(
            week,
            Figures(found.get(week, Sums()), replies[week].replies) if week in replies else None,
            teams.get((week, True), 0),
            teams.get((week, False), 0),
        )
        for week in mondays
    )
