"""What words about days and clock times mean, seen from when they were said."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unruffle.core.dates import stated
from unruffle.core.tokens import tokenize

# A Wednesday.
SAID = datetime.fromisoformat("2026-03-04T10:00:00+01:00")
END = "23:59"


def until(text: str, at: datetime = SAID) -> list[str]:
    """The moments that the text names."""
    return [f"{found.until:%m-%d %H:%M}" for found in stated(tokenize(text), at)]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("today", f"03-04 {END}"),
        ("this afternoon", f"03-04 {END}"),
        ("by the end of the day", f"03-04 {END}"),
        ("by close of business tomorrow", f"03-05 {END}"),
        ("tomorrow", f"03-05 {END}"),
        ("the day after tomorrow", f"03-06 {END}"),
        ("by Friday", f"03-06 {END}"),
        ("by Fri", f"03-06 {END}"),
        ("on Monday", f"03-09 {END}"),
        # Said on a Wednesday, this may mean today or in a week: the later counts.
        ("by Wednesday", f"03-11 {END}"),
        ("this Wednesday", f"03-04 {END}"),
        ("next Friday", f"03-13 {END}"),
        ("on 12 March", f"03-12 {END}"),
        ("on the 12th of March", f"03-12 {END}"),
        ("on March 12th, 2026", f"03-12 {END}"),
        ("on Friday, 27 March", f"03-27 {END}"),
        ("by the 14th", f"03-14 {END}"),
        ("by the 2nd", f"04-02 {END}"),
        ("on 2026-03-12", f"03-12 {END}"),
        ("on 12.3.2026", f"03-12 {END}"),
        ("on 03/04/2026", f"04-03 {END}"),
        ("on 13/04/2026", f"04-13 {END}"),
        ("within 3 days", f"03-07 {END}"),
        ("within three working days", f"03-09 {END}"),
        ("takes 3 to 5 business days", f"03-11 {END}"),
        ("3-5 business days", f"03-11 {END}"),
        ("in two weeks", f"03-18 {END}"),
        ("within 24 hours", "03-05 10:00"),
        ("within 24h", "03-05 10:00"),
        ("within half an hour", "03-04 11:00"),
        ("in 90 minutes", "03-04 11:30"),
        ("by the end of the week", f"03-08 {END}"),
        ("next week", f"03-15 {END}"),
        ("by the end of the month", f"03-31 {END}"),
        ("by 4 pm", "03-04 16:00"),
        ("by 4", "03-04 16:00"),
        ("at 4 o'clock", "03-04 16:00"),
        ("by 16:00", "03-04 16:00"),
        # Ten in the morning has passed by nine.
        ("by 9 am", "03-05 09:00"),
        ("by noon", "03-04 12:00"),
        ("by 4 pm on Friday", "03-06 16:00"),
        ("tomorrow by 9:30", "03-05 09:30"),
        ("on Friday between 2 and 4 pm", "03-06 16:00"),
    ],
)
def test_a_moment_ahead(text: str, moment: str) -> None:
    """In the offset of the turn; a day lasts until it ends."""
    assert until(text) in ([moment], [moment, moment])
    assert until(f"We will write {text}, and call.")[-1:] == [moment]


@pytest.mark.parametrize(
    "text",
    [
        "3 days ago",
        "in the last 3 days",
        "it is 3 days late",
        "for 3 days",
        "last Friday",
        "on the 3rd floor",
        "by 4 people",
        "30 February",
        "99/99/2026",
        "we sat there",
        "in a few days",
        "this order",
        "I may call",
        "in March",
        "page 12",
        "at 7 shops",
    ],
)
def test_no_moment_ahead(text: str) -> None:
    """Past, vague, or nothing of the calendar."""
    assert until(text) == []


def test_a_day_without_a_year_is_the_nearest_one() -> None:
    """In December, 3 January is a matter of days."""
    assert until("on 3 January", SAID.replace(month=12)) == [f"01-03 {END}"]
    new_year = stated(tokenize("on 3 January"), SAID.replace(month=12))
    assert new_year[0].until.year == 2027


WORDS = st.sampled_from(
    "by on at within in the next last this end of day week month days hours business to 3 14 31 "
    "999 4 pm am noon friday march may 12th 16:00 12/03/2026 2026-03-12 tomorrow after ago . ,"
    "".split()
)
MOMENTS = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)).map(
    lambda moment: moment.replace(tzinfo=SAID.tzinfo)
)


@given(st.lists(WORDS, max_size=30).map(" ".join), MOMENTS)
def test_any_words_at_any_moment(text: str, at: datetime) -> None:
    """No text and no calendar breaks it; tokens are in order, and it reads the same twice."""
    tokens = tokenize(text)
    found = stated(tokens, at)
    assert found == stated(tokens, at)
    assert [one.first for one in found] == sorted(one.first for one in found)
    assert all(0 <= one.first < one.last <= len(tokens.norms) for one in found)
    assert all(one.until.tzinfo == at.tzinfo for one in found)


@given(st.integers(1, 300), st.sampled_from(["days", "weeks", "business days"]))
def test_more_days_are_later(count: int, unit: str) -> None:
    """Spans grow with their number."""
    one, more = (stated(tokenize(f"within {n} {unit}"), SAID)[0].until for n in (count, count + 1))
    assert SAID < one < more
    assert one - SAID >= timedelta(count - 1)


def test_it_is_linear() -> None:
    """Eight times the words take about eight times as long."""

    def seconds(words: int) -> float:
        tokens = tokenize("by 4 pm on the 12th of March or within 3 to 5 days " * words)
        start = time.perf_counter()
        stated(tokens, SAID)
        return time.perf_counter() - start

    assert min(seconds(800) for _ in range(3)) < 30 * min(seconds(100) for _ in range(3))
