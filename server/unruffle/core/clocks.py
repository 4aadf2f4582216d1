"""Clock times in words: "4 pm", "16:00", "by 4", "noon"."""

from __future__ import annotations

import re
from datetime import time

from unruffle.core.calendar import number

END_OF_DAY = time(23, 59, 59)
#: What stands before the moment by which something is meant to happen.
UNTIL = frozenset({"by", "at", "before", "until", "till", "on"})
#: A bare number after "by" is a clock time when nothing that could be counted follows it.
AFTER_CLOCK = frozenset({"", "today", "tomorrow", "tonight", "and", "at", "on", "or", "this"})
#: Names of times.
NAMED = {"noon": time(12), "midday": time(12), "midnight": END_OF_DAY} | {
    name: time(14) for name in ("lunch", "lunchtime")
}
_DIGITS = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)")
_HALVES = ("am", "pm")
_O_CLOCK = "o'clock"
# "At 4 o'clock" is meant for the afternoon.
_MORNING = 7


def clock(word: str, before: str, after: str) -> tuple[time, int] | None:
    """The time that begins with `word`, and how many words it takes; the later of two readings."""
    if word in NAMED and (before in UNTIL or word != "lunch"):
        return NAMED[word], 1
    half = after if after in _HALVES else ""
    taken = 2 if half or after == _O_CLOCK else 1
    exact = _DIGITS.fullmatch(word)
    if exact and (":" in word or before in UNTIL or half):
        hour, minute = int(exact[1]), int(exact[2])
    else:
        count = number(word) if word.isdigit() else None
        bare = before in UNTIL and before != "on" and after in AFTER_CLOCK
        if not count or count > 24 or not (taken == 2 or bare):
            return None
        hour, minute = count, 0
        if not half and hour < (_MORNING if after == _O_CLOCK else 12):
            hour += 12
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half == "pm")
    return (time(hour, minute) if hour < 24 else END_OF_DAY), taken
