"""The labeled replies: enough of each kind, and nothing measured that was looked at."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

import measure
from labels import CATEGORIES, CHANNELS, Part, read
from training import balance
from unruffle.snapshots import builtin

ENOUGH = 25
PARTS = get_args(Part)

each_part = pytest.mark.parametrize("part", PARTS)


@each_part
@pytest.mark.parametrize("side", ["flags", "passes"])
def test_every_category_has_enough_sentences_in_each_part(part: Part, side: str) -> None:
    """At least so many to mark and so many near misses."""
    counted = Counter(label[0] for reply in read(part) for label in getattr(reply, side))
    assert {c: counted[c] for c in CATEGORIES if counted[c] < ENOUGH} == {}


def test_no_scenario_and_no_reply_stands_in_both_parts() -> None:
    """What is measured was not looked at."""
    look, unseen = read("look"), read("measure")
    assert {reply.scenario for reply in look} & {reply.scenario for reply in unseen} == set()
    texts = [reply.text for reply in [*look, *unseen]]
    assert len(texts) == len(set(texts))


def test_no_label_of_one_part_is_worded_like_one_of_the_other() -> None:
    """Eight words in a row are no chance, and no reply is there twice in other case or marks."""
    look, unseen = read("look"), read("measure")
    assert balance.shared_runs(look, unseen) == []
    assert balance.repeated([*look, *unseen]) == []


@each_part
def test_every_channel_and_clean_replies_are_there(part: Part) -> None:
    """Each channel, and at least a quarter of the replies with nothing to mark."""
    replies = read(part)
    counted = Counter(reply.channel for reply in replies)
    assert all(counted[channel] >= len(replies) / 20 for channel in CHANNELS), counted
    assert sum(not reply.flags for reply in replies) >= len(replies) / 4


def test_the_page_with_the_figures_is_up_to_date() -> None:
    """`make measure` writes it again."""
    result = measure.measure(read("measure"), builtin())
    assert measure.PAGE.read_text("utf-8") == measure.page(result)
