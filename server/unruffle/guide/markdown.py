"""The rule pages as Markdown, for people who read the repository."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from unruffle.core.rules import Example, Near, Rule, Template
from unruffle.guide import prose, words
from unruffle.guide.entries import Category, Guide, Source, segments

_SYNTAX = re.compile(r"([\\`*_<>\[\]~]|&(?=#?\w+;))")


def pages(guide: Guide) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Name, title and parts of every page, without what all generated pages begin with."""
    yield "rules/index.md", "Rules", tuple(_index(guide))
    for category in guide.categories:
        yield f"rules/{category.slug}.md", category.title, tuple(_category(guide, category))
    yield "sources.md", "Sources", tuple(_sources(guide))


def text(words_as_they_are: str) -> str:
    """The words so that Markdown shows them as they are."""
    return _SYNTAX.sub(r"\\\1", words_as_they_are)


def code(phrase: str) -> str:
    """The phrase as code, whatever it holds."""
    return f"``` {phrase} ```" if "`" in phrase else f"`{phrase}`"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table of cells that are Markdown themselves."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def bullets(items: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {item}" for item in items)


def _index(guide: Guide) -> Iterator[str]:
    yield f"There are {guide.rule_count} built-in rules. {prose.INTRO}"
    head = ("category", "what a reader may hear", "rules")
    yield table(head, (_row(found) for found in guide.categories if not found.optional))
    yield f"## Optional lists\n\n{prose.OPTIONAL}"
    yield table(head, (_row(found) for found in guide.categories if found.optional))
    yield "## Severity"
    yield table(("severity", "meaning"), prose.SEVERITY_MEANS.items())
    yield "## How to read a phrase"
    yield table(("in a phrase", "finds"), ((code(p), meaning) for p, meaning in prose.NOTATION))
    yield (
        "[Structural checks](checks.md) look at the whole reply, and [techniques](techniques.md) "
        "are its good moves. What they rest on stands in [Sources](../sources.md)."
    )


def _row(category: Category) -> tuple[str, ...]:
    link = f"[{text(category.title)}]({category.slug}.md)"
    return link, text(category.harm), category.counted


def _category(guide: Guide, category: Category) -> Iterator[str]:
    yield "[All categories](index.md) · [Sources](../sources.md)"
    yield f"Category {code(category.slug)}. Field term: {text(category.term)}."
    yield f"**What a reader may hear.** {text(category.harm)}"
    yield f"**What passes.** {text(category.passes)}"
    if category.optional:
        yield prose.OPTIONAL
    yield f"Rules: {category.counted}. [How to read a phrase](index.md#how-to-read-a-phrase)."
    for rule in category.rules:
        yield from _rule(guide, rule)


def _rule(guide: Guide, rule: Rule) -> Iterator[str]:
    yield f"## {rule.id}"
    yield f"**{text(rule.message)}** {text(rule.why)}"
    yield " ".join((f"Severity: {rule.severity}.", *words.gradings(rule), *words.limits(rule)))
    if rule.learned:
        yield f"Looks for: {words.LEARNED_SAYS} How it does stands in `learned.md`."
    elif rule.detector:
        yield f"Looks for: {words.DETECTOR_SAYS[rule.detector]}"
    else:
        yield f"Looks for:\n\n{bullets(map(code, rule.phrases))}"
    if rule.unless:
        yield f"Silent as a part of:\n\n{bullets(map(code, rule.unless))}"
    for near in rule.only_near:
        yield f"Needs {_near(near)}"
    for near in rule.unless_near:
        yield f"Silent with {_near(near)}"
    if rule.suggestions:
        yield f"Better words:\n\n{bullets(map(_suggestion, rule.suggestions))}"
    yield f"Marks:\n\n{bullets(map(shown_example, rule.flags))}"
    yield f"Passes:\n\n{bullets(map(shown_example, rule.passes))}"
    if rule.sources:
        studies = (cited(guide.study(key)) for key in rule.sources)
        yield f"Rests on:\n\n{bullets(studies)}"


def _near(near: Near) -> str:
    phrases = f": {', '.join(map(code, near.phrases))}" if near.phrases else ""
    return f"{words.surroundings(near)}{phrases}."


def _suggestion(suggestion: Template) -> str:
    if not suggestion.text:
        return "Leave the words out."
    whole = " (for the whole sentence)" if suggestion.replaces == "sentence" else ""
    return f"“{text(suggestion.text)}”{whole}"


def shown_example(example: Example) -> str:
    """The example with its marked words in bold, and what else is known there."""
    shown = "".join(
        marked(piece) if is_marked else text(piece)
        for piece, is_marked in segments(example.text, example.spans)
    )
    return " ".join((shown, *map(text, words.circumstances(example))))


def marked(piece: str) -> str:
    """The words as they are found."""
    # Asterisks make nothing bold between a letter and a mark such as "!!".
    if piece[0].isalnum() and piece[-1].isalnum():
        return f"**{text(piece)}**"
    return f"<b>{text(piece)}</b>"


def cited(study: Source) -> str:
    """The study with a link to where it stands."""
    return f"[{study.key}](../sources.md#{study.key.lower()}): {text(study.cite)}"


def _sources(guide: Guide) -> Iterator[str]:
    yield "[All categories](rules/index.md)"
    yield f"## Ownership\n\n{prose.OWNERSHIP}"
    yield f"## Studies\n\n{prose.STUDIES}"
    for study in guide.studies:
        cite = f"[{text(study.cite)}]({study.url})" if study.url else text(study.cite)
        yield f"### {study.key}\n\n{cite}"
        yield text(study.finding)
        yield _used("Rules that rest on it", study)
    yield f"## Practice articles\n\n{prose.ARTICLES}"
    for article in guide.articles:
        yield f"### {text(article.cite)}\n\n{text(article.finding)}"
        yield _used("Rules that take up its ideas", article)


def _used(what: str, source: Source) -> str:
    links = [f"[{text(c.title)}](rules/{c.slug}.md) ({count})" for c, count in source.used]
    return f"{what}: {', '.join(links) or 'none yet'}."
