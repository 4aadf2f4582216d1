"""The phrase syntax, by the table in tests/data/phrases.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from unruffle.core.check import check
from unruffle.core.phrases import parse, parse_classes
from unruffle.core.rulebook import Rulebook, compile_rulebook
from unruffle.core.rules import RuleError
from unruffle.core.syntax import PhraseError
from unruffle.core.types import Context, Turn

TABLE = tomllib.loads((Path(__file__).parents[1] / "data/phrases.toml").read_text("utf-8"))
CLASSES = parse_classes(TABLE["classes"])


def rulebook(*phrases: str, **more: Any) -> Rulebook:
    """One rule with these phrases."""
    rule = {
        "severity": "medium",
        "message": "A message.",
        "why": "A reason.",
        "phrases": list(phrases),
        "examples": {"flags": ["[x]"], "passes": ["y"]},
        **more,
    }
    return compile_rulebook({"rules": {"some/rule": rule}, "classes": TABLE["classes"]})


def found(text: str, book: Rulebook, customer_message: str | None = None) -> list[str]:
    turns = (Turn("customer", customer_message),) if customer_message else ()
    return [text[f.start : f.end] for f in check(text, book, Context(turns)).findings]


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["point"])
def test_meaning(case: dict[str, Any]) -> None:
    """A phrase finds exactly the words that the table says."""
    book = rulebook(case["phrase"])
    assert found(case["text"], book, case.get("customer_message")) == case["found"]


@pytest.mark.parametrize("case", TABLE["refused"], ids=lambda case: case["point"])
def test_refused(case: dict[str, Any]) -> None:
    """A phrase that cannot mean anything is refused with a code and a sentence."""
    with pytest.raises(PhraseError) as caught:
        parse(case["phrase"], CLASSES)
    assert caught.value.code == case["code"]
    assert str(caught.value).endswith(".")


def test_the_table_is_large_enough() -> None:
    """The table of phrase semantics holds at least sixty cases."""
    assert len(TABLE["case"]) + len(TABLE["refused"]) >= 60


def test_an_exception_silences_what_lies_wholly_inside() -> None:
    """A longer allowed phrase around a match wins; a neighboring one does not."""
    book = rulebook("gap pad", unless=["thermal gap pad"])
    assert found("A thermal gap pad, a gap pad.", book) == ["gap pad"]
    assert found("Gap pad thermal.", book) == ["Gap pad"]


def test_costly_phrases_are_refused_by_name() -> None:
    """A set that would branch too widely at one first word is refused, naming the phrases."""
    costly = [f"you ~{i} a{i} ~12 b ~12 c" for i in range(1, 13)]
    with pytest.raises(RuleError, match="you ~1 a1"):
        rulebook(*costly)
