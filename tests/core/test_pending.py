"""A finding that later words may lift is pending while the draft is typed."""

from __future__ import annotations

from typing import Any

import pytest

from unruffle.core.check import check
from unruffle.core.rulebook import compile_rulebook


def rule(**more: Any) -> dict[str, Any]:
    return {
        "severity": "high",
        "phrases": ["we can not refund"],
        "message": "It may be heard as a no.",
        "why": "A reason.",
        "sources": [],
        "examples": {"flags": ["[we can not refund] it"], "passes": ["we refund it"]},
        **more,
    }


def pending(text: str, finished: bool = False, **more: Any) -> list[bool]:
    """Whether each finding of the text waits."""
    book = compile_rulebook({"rules": {"bare-refusal/refund": rule(**more)}})
    return [finding.pending for finding in check(text, book, finished=finished).findings]


def near(within: str) -> dict[str, Any]:
    return {"unless_near": [{"within": within, "phrases": ["but"]}]}


def test_what_nothing_can_lift_is_shown_at_once() -> None:
    """A rule without exceptions has nothing to wait for."""
    assert pending("we can not refund") == [False]


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("Hi. We can not refund", True),
        ("Hi. We can not refund it,", True),
        ("Hi. We can not refund it.", False),
        ("Hi. We can not refund it\n\n", False),
        ("Hi. We can not refund it. Th", False),
    ],
)
def test_an_exception_in_the_sentence_can_come_until_it_ends(text: str, waits: bool) -> None:
    """A stop or an empty line ends it; a comma does not."""
    assert pending(text, **near("sentence")) == [waits]
    assert pending(text, unless=["we can not refund it yet"]) == [waits]


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("We can not refund it.", True),
        ("We can not refund it. There is", True),
        ("We can not refund it. There is more!", False),
        ("We can not refund it. There is more. And", False),
    ],
)
def test_an_exception_in_the_next_sentence_can_come_until_that_ends(text: str, waits: bool) -> None:
    """The draft goes on for one more sentence."""
    assert pending(text, **near("next")) == [waits]


def test_an_exception_anywhere_can_come_until_the_sign_off() -> None:
    """A reply that says goodbye is complete."""
    text = "We can not refund it. There is more. And more. And more."
    assert pending(text, **near("reply")) == [True]
    assert pending(f"{text}\n\nKind regards,\nAna", **near("reply")) == [False]


def test_a_finished_text_waits_for_nothing() -> None:
    """Files and archives are complete."""
    assert pending("We can not refund", finished=True, **near("reply")) == [False]
