"""Suggestions in place: what goes, what stays, and how the text reads afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from unruffle.core.check import check
from unruffle.core.rulebook import compile_rulebook

RULE: dict[str, Any] = {
    "severity": "medium",
    "message": "A message.",
    "why": "A reason.",
    "examples": {"flags": ["[x]"], "passes": ["y"]},
}


def offered(text: str, phrase: str, suggestion: str, replaces: str) -> list[str]:
    """The text after each suggestion was taken, one for each finding."""
    rule = {
        **RULE,
        "phrases": [phrase],
        "suggestions": [{"text": suggestion, "replaces": replaces}],
    }
    found = check(text, compile_rulebook({"rules": {"a/b": rule}})).findings
    return [
        text[: suggestion.start] + suggestion.text + text[suggestion.end :]
        for finding in found
        for suggestion in finding.suggestions
    ]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Fine. Sorry if this upset you. Bye.", "Fine. I'm sorry {what}. Bye."),
        ("Sorry if this upset you\nA refund is due.", "I'm sorry {what}.\nA refund is due."),
        ("Sorry if this\nupset you today.", "I'm sorry {what}."),
        ("Hi Sam\nSorry if this upset you\nBest\nTom", "Hi Sam\nI'm sorry {what}.\nBest\nTom"),
        ("Sorry if this upset you: your order ships.", "I'm sorry {what}. Your order ships."),
        ("Sorry if this upset you - your order ships.", "I'm sorry {what}. Your order ships."),
        ("One thing: sorry if this upset you.", "One thing: I'm sorry {what}."),
        ("(Sorry if this upset you.) Bye.", "(I'm sorry {what}.) Bye."),
        ('"Sorry if this upset you." Bye.', '"I\'m sorry {what}." Bye.'),
        ('Sorry if this "thing".', "I'm sorry {what}."),
        ("*Sorry if this upset you.* ok", "*I'm sorry {what}.* ok"),
        ("The answer is no.\n\nsorry if this is late", "The answer is no.\n\nI'm sorry {what}."),
    ],
)  # fmt: skip
def test_a_sentence_is_replaced_and_nothing_else(text: str, after: str) -> None:
    """Other lines, what follows a colon, quotes and brackets stay as they were."""
    assert offered(text, "sorry if this", "I'm sorry {what}.", "sentence") == [after]


@pytest.mark.parametrize(
    "text",
    ["Sorry if this, {{name}}, upset you.", "Sorry if this is late, see https://a.example/x."],
)
def test_a_sentence_with_a_placeholder_or_address_is_left_alone(text: str) -> None:
    """No suggestion deletes what the scan skips."""
    assert offered(text, "sorry if this", "I'm sorry {what}.", "sentence") == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Hey there, the lamp is out.", "Hello {name}, the lamp is out."),
        ("So hey there. Fine.", "So hello {name}. Fine."),
        ("HEY THERE is it.", "Hello {name}. is it."),
    ],
)
def test_a_match_keeps_its_capital_and_gets_no_second_stop(text: str, after: str) -> None:
    """A suggestion in place begins as the match did and doubles no punctuation."""
    assert offered(text, "hey there", "hello {name}.", "match") == [after]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Obviously we can't.", "We can't."),
        ("Obviously, we can't.", "We can't."),
        ("Obviously: no.", "No."),
        ("Obviously - no.", "No."),
        ("Obviously, iPhones break.", "iPhones break."),
        ("We are, obviously, late.", "We are late."),
        ("We are obviously late.", "We are late."),
        ("We are late, obviously.", "We are late."),
        ("We are late obviously.", "We are late."),
        ("We are late obviously", "We are late"),
        ("obviously we can't.", "we can't."),
        ("Obviously! We can't.", "We can't."),
        ("We can't. Obviously. Bye.", "We can't. Bye."),
    ],
)
def test_words_are_left_out_without_a_trace(text: str, after: str) -> None:
    """The space and the mark of the words go too; a sentence keeps its capital."""
    assert offered(text, "obviously", "", "match") == [after]


def test_an_emoji_is_left_out() -> None:
    """The comma after it belongs to the sentence."""
    assert offered("Thanks 🙂, bye", "🙂", "", "match") == ["Thanks, bye"]
    assert offered("Thanks 🙂 bye", "🙂", "", "match") == ["Thanks bye"]
    assert offered("Thanks 🙂", "🙂", "", "match") == ["Thanks"]
