"""What the guide to the rules says: its voice, its figures, and its pages as Markdown."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath

import pytest

from unruffle import reference
from unruffle.core.detectors import DETECTORS
from unruffle.core.rules import CONDITIONS, FEATURES
from unruffle.core.types import SEVERITIES
from unruffle.guide import entries, prose, words
from unruffle.lists import loader

GUIDE = entries.guide()
PAGES = {name: page for name, page in reference.pages().items() if name.endswith(".md")}
RULE_PAGES = {name: page for name, page in PAGES.items() if "rules/" in name or "sources" in name}
OPTIONAL = ["liability", "inclusive", "privacy", "brand"]
SCOLDS = re.compile(r"\b(?:wrong|errors?|violations?|must|should|bad|failed|you)\b", re.IGNORECASE)
#: A figure of a study: none is printed before somebody has read it in the paper.
FIGURE = re.compile(
    r"\d\s?(?:%|percent|per cent)|\b[NkpdrRO]{1,2}\s?[=<>≈]|\d\s(?:times|seconds)\b|β"
)
#: Studies whose findings nobody has confirmed yet: only their subject is named.
TO_CONFIRM = {"K14", "K16", "K18"}


def test_every_category_of_the_lists_is_described() -> None:
    """No rule is left out for want of a category; the optional lists come last."""
    snapshot = loader.load()
    rules = set(snapshot["rules"])
    assert {rule_id.removeprefix("learned/").partition("/")[0] for rule_id in rules} <= set(
        snapshot["categories"]
    )
    assert GUIDE.rule_count == len(snapshot["rules"])
    optional = [found.slug for found in GUIDE.categories if found.optional]
    assert optional == [found.slug for found in GUIDE.categories][-4:] == OPTIONAL


@pytest.mark.parametrize("category", GUIDE.categories, ids=lambda found: found.slug)
def test_a_category_keeps_the_voice(category: entries.Category) -> None:
    """Its harm is one or two sentences about words or reader that say what may be heard."""
    assert not SCOLDS.search(f"{category.title} {category.harm}")
    assert len(re.findall(r"[.?](?:\s|$)", category.harm)) <= 2
    assert re.search(r"\b(?:may|can|could|tends)\b", category.harm)
    assert category.term
    assert category.passes[-1] in ".”?"


def test_everything_a_rule_can_ask_has_words() -> None:
    """Conditions, features, detectors and severities: none is missing and none is left over."""
    conditions = {
        f"{kind}:{value}" if value else kind
        for kind, values in CONDITIONS.items()
        for value in values or [""]
    }
    assert set(words.CONDITION_SAYS) == conditions
    assert set(words.FEATURE_SAYS) == set(FEATURES)
    assert set(words.DETECTOR_SAYS) == set(DETECTORS)
    assert tuple(prose.SEVERITY_MEANS) == SEVERITIES


def test_no_figure_of_a_study_is_printed() -> None:
    """Neither in a finding, nor in a reason, nor anywhere on a page but in examples and phrases."""
    for source in (*GUIDE.studies, *GUIDE.articles):
        assert not re.search(r"\d", source.finding), source.key
    for category in GUIDE.categories:
        for told in (category.harm, category.passes, *(rule.why for rule in category.rules)):
            assert not FIGURE.search(told), told
    for name, page in RULE_PAGES.items():
        told = "\n".join(line for line in page.splitlines() if not line.startswith("- "))
        assert not FIGURE.search(re.sub(r"`[^`]*`", "", told)), name


def test_a_finding_to_be_confirmed_is_not_stated() -> None:
    """Such a study is named with its subject; what it found is left to its readers."""
    for study in GUIDE.studies:
        if study.key in TO_CONFIRM:
            assert re.match(r"A (?:study|theory|look) ", study.finding), study.key


@pytest.mark.parametrize("name", sorted(RULE_PAGES))
def test_every_link_of_the_markdown_leads_somewhere(name: str) -> None:
    """A page that is generated too, and a heading in it."""
    for link in re.findall(r"\]\((?!https:)([^)]+)\)", RULE_PAGES[name]):
        target, _, place = link.partition("#")
        page = PAGES[normpath(join(dirname(name), target))]
        headings = [
            re.sub(r"[^\w\s-]", "", heading).strip().lower().replace(" ", "-")
            for heading in re.findall(r"^#+ (.+)$", page, re.MULTILINE)
        ]
        assert not place or place in headings, link
