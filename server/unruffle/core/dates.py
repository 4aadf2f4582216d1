"""Moments that words name, seen from when they were said: "by Friday", "within 3 days", "by 4 pm".

One pass over the tokens, with a fixed look ahead and back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from unruffle.core import calendar
from unruffle.core.clocks import AFTER_CLOCK, END_OF_DAY, NAMED, UNTIL, clock
from unruffle.core.tokens import Tokens

_PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening"})
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_AHEAD = frozenset(
    {"within", "in", "next", "take", "takes", "allow", "another", "under", "than", "about"}
)
_BEHIND = frozenset({"ago", "late", "early", "earlier", "before", "old"})
_PAST = frozenset({"last", "past", "every", "each", "previous"})
_WORKING = frozenset({"business", "working"})
_FILLERS = frozenset({*_WORKING, "full", "calendar", "more", "other"})
_TO = frozenset({"to", "or", "and"})
# Every moment begins with one of these words, or with a digit.
_FIRST = frozenset({"today", "tonight", "tomorrow", "this", "next", "end", *NAMED}).union(
    calendar.WEEKDAYS, calendar.MONTHS, calendar.NUMBERS
)
# So many words may stand between a clock time and its day: "by 4 pm on Friday".
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Stated:
    """The tokens [first, last) name a moment; `until` is the last one that fits."""

    first: int
    last: int
    until: datetime


def stated(tokens: Tokens, at: datetime) -> list[Stated]:
    """Every day, clock time and span ahead that the tokens name, in the order of the text.

    What lies outside the calendar is left out.
    """
    reader = _Reader(tokens, at)
    try:
        return sorted(reader.read(), key=lambda found: found.first)
    except OverflowError:
        return []


class _Reader:
    """Reads at one token at a time; a word outside the sentence is empty."""

    def __init__(self, tokens: Tokens, at: datetime) -> None:
        self.tokens, self.at, self.today = tokens, at, at.date()

    def read(self) -> Iterator[Stated]:
        days: dict[int, tuple[date, int]] = {}
        clocks: list[tuple[int, int, time]] = []
        index = 0
        while index < len(self.tokens.norms):
            word = self.tokens.norms[index]
            if word not in _FIRST and not word[:1].isdigit():
                index += 1
                continue
            ahead = self._ahead(index)
            if ahead:
                until, last = ahead
                yield Stated(index, last, until)
                index = last
                continue
            day, hour = self._day(index), self._clock(index)
            if day:
                days[index] = day
                index = day[1]
            elif hour:
                clocks.append((index, hour[1], hour[0]))
                index = hour[1]
            else:
                index += 1
        timed = set()
        for first, last, clock_time in clocks:
            near = self._day_near(first, last, days)
            timed.add(near)
            yield self._at(first, last, clock_time, days.get(near, (None, 0))[0])
        for first, (day_found, last) in days.items():
            if first not in timed:
                yield Stated(first, last, self._moment(day_found, END_OF_DAY))

    def _word(self, index: int, origin: int) -> str:
        """The word at `index` when it stands in the sentence of `origin`."""
        sentence_of = self.tokens.sentence_of
        if 0 <= index < len(sentence_of) and sentence_of[index] == sentence_of[origin]:
            return self.tokens.norms[index]
        return ""

    def _moment(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.at.tzinfo)

    def _at(self, first: int, last: int, hour: time, day: date | None) -> Stated:
        until = self._moment(day or self.today, hour)
        if day is None and until < self.at:
            until += timedelta(1)
        return Stated(first, last, until)

    def _day_near(self, first: int, last: int, days: dict[int, tuple[date, int]]) -> int:
        """The first token of the day that belongs to a clock time, or -1."""
        sentence_of = self.tokens.sentence_of
        for gap in range(_NEAR + 1):
            for index in (last + gap, first - 1 - gap):
                if index in days and sentence_of[index] == sentence_of[first]:
                    return index
        return -1

    def _day(self, i: int) -> tuple[date, int] | None:
        """A day that begins at token `i`, and the token after it."""
        word, before, after = (self._word(n, i) for n in (i, i - 1, i + 1))
        if word == "today" or word == "tonight":
            return self.today, i + 1
        if word == "tomorrow":
            twice = before == "after" and self._word(i - 2, i) == "day"
            return self.today + timedelta(1 + twice), i + 1
        if word in calendar.WEEKDAYS and before not in _PAST:
            named = len(word) > 5 or before in UNTIL or before in ("this", "next")
            if named and not (self._date(i + 1, i) or self._date(i + 2, i)):
                return calendar.upcoming(self.today, calendar.WEEKDAYS[word], before), i + 1
        if word in ("this", "next") or (word == "end" and after == "of"):
            return self._end(i)
        return self._date(i, i)

    def _end(self, i: int) -> tuple[date, int] | None:
        """ "This week", "next month", "end of the day"."""
        said, at = self._word(i, i), i + 1
        if said == "end":
            said, at = self._word(i + 2, i), i + 3
            if said not in ("the", "this", "next", "your", "our"):
                at = i + 2
        unit = self._word(at, i)
        if unit in _PARTS_OF_DAY:
            return self.today, at + 1
        if said in ("this", "next") and unit in ("day", "business", "shift"):
            return None
        day = calendar.end_of(unit, self.today, said)
        return (day, at + 1) if day else None

    def _date(self, i: int, origin: int) -> tuple[date, int] | None:
        """ "12 March", "March 12th, 2026", "12/03/2026", "the 12th"."""
        word = self._word(i, origin)
        if word[:1].isdigit():
            whole = calendar.numeric(word) or self._iso(i)
            if whole:
                return whole, i + (1 if calendar.numeric(word) else 3)
            at = i + 1 + (self._word(i + 1, origin) in _ORDINALS)
            if self._word(at, origin) in calendar.MONTHS or (
                self._word(at, origin) == "of" and self._word(at + 1, origin) in calendar.MONTHS
            ):
                at += self._word(at, origin) == "of"
                return self._in_year(calendar.MONTHS[self.tokens.norms[at]], word, at + 1, origin)
            if at > i + 1 and self._alone(i, at, origin):
                return self._next_of(word, at)
        elif word in calendar.MONTHS:
            at = i + 1 + (self._word(i + 1, origin) == "the")
            day = self._word(at, origin)
            last = at + 1 + (self._word(at + 1, origin) in _ORDINALS)
            return self._in_year(calendar.MONTHS[word], day, last, origin)
        return None

    def _alone(self, i: int, last: int, origin: int) -> bool:
        """Whether "by the 12th" names a day and counts nothing."""
        return (
            self._word(i - 1, origin) == "the"
            and self._word(i - 2, origin) in UNTIL
            and self._word(last, origin) in AFTER_CLOCK
        )

    def _in_year(self, month: int, day: str, last: int, origin: int) -> tuple[date, int] | None:
        count, stated_year = calendar.number(day), calendar.year(self._word(last, origin))
        if count is None or not day.isdigit():
            return None
        if stated_year:
            found, last = calendar.exact(stated_year, month, count), last + 1
        else:
            found = calendar.nearest(self.today, month, count)
        return (found, last) if found else None

    def _next_of(self, day: str, last: int) -> tuple[date, int] | None:
        """The next day of a month that has this number."""
        count = calendar.number(day)
        for days in (0, 31, 62):
            month = self.today.replace(day=1) + timedelta(days)
            found = calendar.exact(month.year, month.month, count or 0)
            if found and found >= self.today:
                return found, last
        return None

    def _iso(self, i: int) -> date | None:
        tokens, last = self.tokens, i + 2
        if last >= len(tokens.norms) or tokens.ends[last] - tokens.starts[i] != len("2026-03-12"):
            return None
        return calendar.numeric("-".join(tokens.norms[i : last + 1]))

    def _clock(self, i: int) -> tuple[time, int] | None:
        """A clock time that begins at token `i`, and the token after it."""
        found = clock(self._word(i, i), self._word(i - 1, i), self._word(i + 1, i))
        return found and (found[0], i + found[1])

    def _ahead(self, i: int) -> tuple[datetime, int] | None:
        """ "3 days", "two to four working days" when they lie ahead, and the token after them."""
        count = calendar.number(self._word(i, i))
        before = [self._word(i - back, i) for back in (1, 2, 3)]
        if count is None or _PAST & set(before):
            return None
        at = i + 1 + (self._word(i + 1, i) in _TO)
        more = calendar.number(self._word(at, i))
        if (more is not None and self._word(at, i).isdigit()) or (more and at > i + 1):
            count, at = max(count, more or 0), at + 1
        working = False
        while self._word(at, i) in _FILLERS:
            working, at = working or self._word(at, i) in _WORKING, at + 1
        unit = self._word(at, i)
        if self._word(at + 1, i) in _BEHIND or not (working or _AHEAD & set(before)):
            return None
        if unit in calendar.HOURS:
            return self.at + timedelta(hours=count * calendar.HOURS[unit]), at + 1
        if unit not in calendar.DAYS:
            return None
        if working:
            weeks = calendar.DAYS[unit] // 7
            day = calendar.after_working_days(self.today, count * (5 * weeks if weeks else 1))
        else:
            day = self.today + timedelta(count * calendar.DAYS[unit])
        return self._moment(day, END_OF_DAY), at + 1
