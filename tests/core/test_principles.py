"""Every principle of the source articles is carried: by a rule, a check, a technique or a page."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from coach import BOOK
from unruffle.core.check import check
from unruffle.core.choices import Choices
from unruffle.core.reader import Reader
from unruffle.core.types import Result

ROOT = Path(__file__).parents[2]
TABLE = tomllib.loads((ROOT / "tests" / "data" / "principles.toml").read_text(encoding="utf-8"))
# How many principles each article has.
ARTICLES = {"S0": 14, "S1": 15, "S2": 21, "S3": 21, "S4": 25}
LATER = {"console"}
EVERYTHING = Choices(lists=BOOK.optional)
CARRIED = {name: entry for name, entry in TABLE.items() if "by" in entry}
PAGES = {name: entry["page"] for name, entry in TABLE.items() if "page" in entry}
MOVES = {move.id for move in BOOK.moves}


def shown(result: Result) -> set[str]:
    """The ids of the rules and checks that speak, and of the techniques that are there."""
    found = {finding.rule for finding in result.findings}
    said = {check.rule for check in result.checks}
    return found | said | {one.id for one in result.techniques if one.present}


def ids(name: str, example: Any) -> set[str]:
    """What shows in one example."""
    read = Reader("Principle", name, {}, set()).example(example)
    return shown(check(read.text, BOOK, read.context, EVERYTHING, finished=True))


def test_every_principle_is_in_the_table() -> None:
    """Once, in order, and each carried by one thing."""
    assert list(TABLE) == [
        f"{article}.{number + 1}" for article, count in ARTICLES.items() for number in range(count)
    ]
    assert {tuple(sorted(entry)) for entry in TABLE.values()} == {
        ("by", "fires", "passes"),
        ("page",),
        ("later",),
    }


@pytest.mark.parametrize("name", CARRIED)
def test_it_shows_where_it_should_and_nowhere_else(name: str) -> None:
    """In the one example and not in the other."""
    entry = CARRIED[name]
    assert entry["by"] in BOOK.ids | MOVES
    assert entry["by"] in ids(name, entry["fires"])
    assert entry["by"] not in ids(name, entry["passes"])


@pytest.mark.parametrize("page", PAGES.values())
def test_the_page_is_there(page: str) -> None:
    """The file, and in it the heading."""
    path, _, anchor = page.partition("#")
    headings = re.findall(r"(?m)^#+ (.*)$", (ROOT / path).read_text(encoding="utf-8"))
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert not anchor or anchor in anchors


def test_what_is_left_for_later_is_named() -> None:
    """Only parts of the product that are planned."""
    assert {entry["later"] for entry in TABLE.values() if "later" in entry} <= LATER


def test_every_rule_and_check_serves_a_principle_of_the_table() -> None:
    """No advice out of the blue."""
    served = [rule.principles for rule in BOOK.rules]
    served += [check.principles for check in BOOK.checks]
    assert all(served)
    assert {name for principles in served for name in principles} <= set(TABLE)
