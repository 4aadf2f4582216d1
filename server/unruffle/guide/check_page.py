"""The page of structural checks as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from unruffle.core.checks import GRAVE, CheckRule
from unruffle.guide import prose, words
from unruffle.guide.entries import Guide
from unruffle.guide.markdown import bullets, cited, shown_example, text


def page(guide: Guide) -> Iterator[str]:
    """The parts of the page, kind by kind."""
    yield "[All categories](index.md) · [Techniques](techniques.md) · [Sources](../sources.md)"
    yield prose.CHECKS
    for category, title in words.CHECK_SAYS.items():
        yield f"## {title}"
        for check in guide.checks:
            if check.category == category:
                yield from _check(guide, check)


def _check(guide: Guide, check: CheckRule) -> Iterator[str]:
    yield f"### {check.id}"
    yield f"**{text(check.message)}** {text(check.why)}"
    yield " ".join((f"Severity: {check.severity}.", *words.gradings(check), *words.limits(check)))
    if check.limits:
        limits = (f"`{check.id}.{name}`: {value:g}" for name, value in check.limits.items())
        yield f"Limits that a team may change:\n\n{bullets(limits)}"
    if check.openers:
        yield f"Openers:\n\n{bullets(f'“{text(opener)}”' for opener in check.openers)}"
    if check.ours:
        openers = bullets(f"“{text(opener)}”" for opener in check.ours)
        yield f"Once the agent has said that it was us:\n\n{openers}"
    if check.grave:
        openers = bullets(f"“{text(opener)}”" for opener in check.grave)
        yield f"First where {words.listed(map(words.conditions, GRAVE))}:\n\n{openers}"
    yield f"Reports:\n\n{bullets(map(shown_example, check.flags))}"
    yield f"Passes:\n\n{bullets(map(shown_example, check.passes))}"
    yield f"Rests on:\n\n{bullets(cited(guide.study(key)) for key in check.sources)}"
