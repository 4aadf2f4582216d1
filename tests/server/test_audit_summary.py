"""The figures of an audit: whole cells that are large enough, and a report that only shows."""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unruffle.audit import report
from unruffle.audit.batch import Reply, Work, check_batch
from unruffle.audit.rows import Sent
from unruffle.audit.summary import LEAST, MOST, OTHER, Line, Summary, summarize
from unruffle.audit.tally import Tally, group, total
from unruffle.backtest import Past
from unruffle.core.choices import Choices
from unruffle.lists import loader
from unruffle.snapshots import text_of

WORK = Work(text_of(loader.load()), Choices(), b"key", groups=("brand",), sentences=2)
HOSTILE = "<script>alert(1)</script>\"'&"


def sent(text: str, brand: str = "Sea", month: str = "2026-03") -> Sent:
    """A reply of a brand."""
    return Sent(Past(text), month, groups=(brand,))


def made(sizes: dict[str, int]) -> Tally:
    """A tally of so many replies for each brand, all of one month each, as a batch counts them."""
    counts = Counter[tuple[str, ...]]()
    for brand, size in sizes.items():
        for place in (("all", ""), (group("brand"), brand), ("month", "2026-03"), ("channel", "")):
            counts[*place, "replies"] += size
            counts[*place, "found"] += size // 2
            counts[*place, "score"] += size * 80
    counts["status", "checked"] = sum(sizes.values())
    return Tally(counts)


@given(st.dictionaries(st.text("abcdefghij", min_size=1), st.integers(1, 200), max_size=60))
@settings(deadline=None)
def test_no_group_is_small_and_all_add_up(sizes: dict[str, int]) -> None:
    """So that no difference of two figures tells about a small group either."""
    summary = summarize(made(sizes), WORK)
    if sum(sizes.values()) < LEAST:
        assert summary == Summary(summary.statuses)
        return
    lines = summary.groups["brand"]
    assert all(line.replies >= LEAST for line in lines)
    assert len(lines) <= MOST + 1
    assert sum(line.replies for line in lines) == sum(sizes.values())
    named = [line for line in lines if line.name != OTHER]
    assert all(sizes[line.name] == line.replies for line in named)


def test_a_small_group_takes_the_next_one_along() -> None:
    """Else the difference to the whole would tell about it."""
    lines = summarize(made({"a": 100, "b": 60, "c": 3}), WORK).groups["brand"]
    assert [(line.name, line.replies) for line in lines] == [("a", 100), (OTHER, 63)]


def test_how_replies_are_cut_into_batches_changes_nothing() -> None:
    """Neither numbers nor which sentences are drawn."""
    replies = [
        sent(f"Please calm down, {name}. As I said, write to ann@example.com.", brand)
        for name in ("Sam", "Kim", "Lee", "Ida", "Bo")
        for brand in ("Sea", "Sun")
    ]
    whole = check_batch(WORK, replies).tally
    for size in (1, 3, 7):
        parts = [replies[at : at + size] for at in range(0, len(replies), size)]
        tallies = [Tally.read(check_batch(WORK, part).tally.text()) for part in reversed(parts)]
        assert total(tallies, WORK.sentences) == whole
    drawn = whole.sentences["invalidation/calm-down"]
    assert len({text for _, text in drawn}) == 2
    assert "example.com" not in whole.text()


def test_a_reply_is_told_as_the_server_would() -> None:
    """With its score, and as many findings of each severity as there are."""
    part = check_batch(WORK, [sent("Calm down. Calm down."), sent("\ud800"), sent(" ")])
    first, odd = part.replies
    assert isinstance(first, Reply)
    assert (first.high, first.rules) == (2, ("invalidation/calm-down",))
    assert odd.status == "too-short"
    assert part.tally.of("status") == {"checked": 1, "too-short": 1, "passed-over": 1}


class _Page(HTMLParser):
    """What a page consists of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags = list[str]()
        self.attributes = set[str]()
        self.said = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.said += data


def test_the_report_is_one_file_that_loads_nothing() -> None:
    """Names and sentences of the archive are text; charts have tables beneath."""
    replies = [sent(f"Please calm down, {HOSTILE} Sam.", HOSTILE) for _ in range(LEAST)]
    replies += [sent("Thank you, it is on its way.", "Sun", "2026-04") for _ in range(LEAST)]
    summary = summarize(check_batch(WORK, replies).tally, WORK)
    text = report.page(summary)
    page = _Page(text)
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    assert not {"src", "href", "onload", "style"} & page.attributes
    assert not re.search(r"url\(|@import|https?:", text)
    assert page.tags.count("svg") == page.tags.count("table") - 1 == 6
    assert HOSTILE in page.said
    assert "invalidation/calm-down" in page.said
    assert "2026-04" in page.said
    assert json.loads(summary.text())["groups"]["brand"][0]["replies"] == LEAST


@pytest.mark.parametrize("number", [0, LEAST - 1])
def test_of_few_replies_no_figure_is_told(number: int) -> None:
    """But how many there were."""
    replies = [sent("Please calm down.") for _ in range(number)]
    page = _Page(report.page(summarize(check_batch(WORK, replies).tally, WORK)))
    assert "too few for figures" in page.said
    assert "svg" not in page.tags
    assert "calm" not in page.said


def test_a_line_says_how_many_and_how_sure() -> None:
    """The mean of scores, and the share of replies with a mark with its interval."""
    (line,) = summarize(made({"a": 100}), WORK).groups["brand"]
    assert isinstance(line, Line)
    assert (line.found, line.score, line.rate.share) == (50, 80.0, 0.5)
    assert 0.4 < line.rate.low < 0.5 < line.rate.high < 0.6
