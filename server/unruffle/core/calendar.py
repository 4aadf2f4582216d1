"""Names of days, months and spans, and reckoning with dates; the latest fair reading counts.

A promise is late only when it is late in every reading, so where words leave two open ("next
Friday", "3/4") the later date is taken.
"""

from __future__ import annotations

from datetime import date, timedelta

WEEKDAYS = {
    name: day
    for day, names in enumerate(
        (
            *("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs"),
            *("friday fri", "saturday sat", "sunday sun"),
        )
    )
    for name in names.split()
}
MONTHS = {
    name: month
    for month, names in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun"),
            *("july jul", "august aug", "september sep sept", "october oct"),
            *("november nov", "december dec"),
        ),
        1,
    )
    for name in names.split()
}
NUMBERS = {
    word: number
    for number, words in enumerate(
        "a|an|one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
    for word in words.split("|")
}
#: Days in one of these; what is shorter than a day is no matter of dates.
DAYS = {"day": 1, "days": 1, "night": 1, "nights": 1, "week": 7, "weeks": 7} | {
    "month": 31,
    "months": 31,
}
HOURS = {"hour": 1.0, "hours": 1.0, "hr": 1.0, "hrs": 1.0, "h": 1.0} | dict.fromkeys(
    ("minute", "minutes", "min", "mins"), 1 / 60
)
_WEEK = 7
_SATURDAY = 5
_SUNDAY = 6
_FIRST_AND_LAST_CENTURY = range(1900, 2200)


def number(norm: str) -> int | None:
    """The whole number that a word or digits mean, if it is a small one."""
    if norm in NUMBERS:
        return NUMBERS[norm]
    return int(norm) if norm.isascii() and norm.isdigit() and len(norm) <= 3 else None


def year(norm: str) -> int | None:
    """The year that four digits mean."""
    if norm.isascii() and norm.isdigit() and len(norm) == 4:
        return int(norm) if int(norm) in _FIRST_AND_LAST_CENTURY else None
    return None


def exact(year: int, month: int, day: int) -> date | None:
    """The date, if the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest(today: date, month: int, day: int) -> date | None:
    """The day of that name closest to `today`, before or after."""
    found = [exact(today.year + years, month, day) for years in (-1, 0, 1)]
    return min((d for d in found if d), key=lambda d: (abs(d - today), d < today), default=None)


def upcoming(today: date, weekday: int, said: str) -> date:
    """The weekday after `today`; with "this" it may be today, and "next" may skip this week's."""
    ahead = (weekday - today.weekday()) % _WEEK
    if not (said == "this" or ahead):
        ahead = _WEEK
    if said == "next" and today.weekday() < weekday:
        ahead += _WEEK
    return today + timedelta(ahead)


def end_of(unit: str, today: date, said: str) -> date | None:
    """The last day of this or the next week, weekend or month; of a "day" it is today."""
    later = said == "next"
    if unit in ("week", "weekend"):
        return today + timedelta(_SUNDAY - today.weekday() + _WEEK * later)
    if unit == "month":
        first = today.replace(day=1)
        for _ in range(1 + later):
            first = (first + timedelta(31)).replace(day=1)
        return first - timedelta(1)
    return today if unit in ("day", "business", "shift") else None


def after_working_days(today: date, days: int) -> date:
    """The day on which so many more working days have passed."""
    weeks, rest = divmod(days, _SATURDAY)
    day = today + timedelta(weeks * _WEEK)
    while rest:
        day += timedelta(1)
        rest -= day.weekday() < _SATURDAY
    while day.weekday() >= _SATURDAY:
        day += timedelta(1)
    return day


def numeric(token: str) -> date | None:
    """The date of "2026-03-12", "12.3.2026" or "3/12/2026"; of two readings the later one."""
    for mark in "./-":
        parts = token.split(mark)
        if len(parts) == 3 and all(p.isascii() and p.isdigit() and len(p) <= 4 for p in parts):
            one, two, three = map(int, parts)
            if len(parts[0]) == 4:
                return exact(one, two, three)
            years = three if len(parts[2]) == 4 else 2000 + three
            readings = [exact(years, two, one)]
            if mark == "/":
                readings.append(exact(years, one, two))
            return max((d for d in readings if d), default=None)
    return None
