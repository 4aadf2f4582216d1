"""Drafts that are not English get no findings, and say so."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from unruffle.core.check import check
from unruffle.snapshots import builtin

DRAFTS: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parents[1] / "data/languages.toml").read_text("utf-8")
)
RULEBOOK = builtin()
ENGLISH = DRAFTS["en"]
OTHERS = [(code, text) for code, texts in DRAFTS.items() if code != "en" for text in texts]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_checked(text: str) -> None:
    """Names, places, slang and quoted words of other languages change nothing."""
    result = check(text, RULEBOOK)
    assert result.status == "checked"
    assert result.language in ("en", None)


@pytest.mark.parametrize("text", [text for text in ENGLISH if "'" not in text])
def test_no_half_written_english_draft_looks_foreign(text: str) -> None:
    """At no key does the dot say that the draft is not in English."""
    for end in range(1, len(text)):
        assert check(text[:end], RULEBOOK).status in ("checked", "too-short"), text[:end]


@pytest.mark.parametrize(("code", "text"), OTHERS)
def test_other_languages_are_named_and_not_checked(code: str, text: str) -> None:
    """Such a draft has no score and no findings."""
    result = check(text, RULEBOOK)
    assert (result.status, result.language) == ("not-english", code)
    assert (result.score, result.findings) == (None, ())


def test_an_english_word_among_others_is_no_finding() -> None:
    """What would be marked in an English draft is not marked in a German one."""
    text = (
        "Guten Tag, leider ist das im Moment nicht möglich. Wir werden Ihnen aber bis Freitag eine "
        "neue Lampe senden. Sorry if that upset you."
    )
    assert check(text, RULEBOOK).findings == ()
    assert check("Sorry if that upset you.", RULEBOOK).findings
