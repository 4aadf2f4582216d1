"""Reads Vale's `existence` and `substitution` styles, one YAML file each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import yaml

from unruffle.core.phrases import parse
from unruffle.core.types import Severity
from unruffle.formats.collecting import MOST_ROWS, Collector
from unruffle.formats.imported import Defaults, Form, Imported, Unusable
from unruffle.formats.making import phrase_of
from unruffle.formats.patterns import phrase_of_pattern
from unruffle.formats.sentence import Finder, escaped, marked, surfaces

LEVELS: dict[str, Severity] = {"suggestion": "low", "warning": "medium", "error": "high"}
# What changes where a style looks, and cannot be said here.
_NARROWER = ("scope", "pos", "sequence", "vocab", "nonword", "append", "capitalize")
# Where Vale's own examples want a fact from the writer.
_SLOT = re.compile(r"<([^<>]+)>")
_WORD_HERE = re.compile(r"%(?:\[\d\])?s")
#: A value with the line it stands in.
Item = tuple[int, str]


def read(text: str, defaults: Defaults, name: str = "") -> Imported:
    """The trial rules of one style; `name` is that of its file. A row is a line of the file."""
    collector = Collector(defaults)
    try:
        # Nodes only: nothing is constructed, and "no" stays a word.
        top = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as refused:
        mark = getattr(refused, "problem_mark", None)
        collector.problem(
            mark.line + 1 if mark else None,
            "This is not YAML that can be read.",
            "Compare the line with a style that Vale takes.",
        )
        return collector.done()
    fields = _fields(top)
    kind = _scalar(fields.get("extends"))
    if kind not in ("existence", "substitution"):
        collector.problem(
            1,
            f"A style that extends “{kind}” is no list of words." if kind else "No style is here.",
            "Bring in styles that extend existence or substitution.",
        )
        return collector.done()
    level = LEVELS.get(_scalar(fields.get("level")), defaults.severity)
    collector.defaults = replace(defaults, severity=level)
    for field in _NARROWER:
        if field in fields and _scalar(fields[field]) not in ("false", "text"):
            row = fields[field].start_mark.line + 1
            collector.problem(
                row, f"“{field}” is left out.", "Look at the rule's hits.", taken=True
            )
    style = _Style(collector, fields, name)
    style.existence() if kind == "existence" else style.substitution()
    _add_tests(collector, fields)
    return collector.done()


class _Style:
    """One style on its way into the collector."""

    def __init__(self, collector: Collector, fields: Mapping[str, yaml.Node], name: str) -> None:
        self.collector, self.fields = collector, fields
        self.name = name.rpartition("/")[2].partition(".")[0]
        self.message = _scalar(fields.get("message"))
        link = _scalar(fields.get("link"))
        self.why = _scalar(fields.get("description")) or (link and f"More about it: {link}")
        self.unless = [text for _, text in self.translated(_items(fields.get("exceptions")))]

    def existence(self) -> None:
        """All words in one rule, or one each where the message names the word."""
        items = _items(self.fields.get("tokens"))
        raw = _items(self.fields.get("raw"))
        if raw:
            items.append((raw[0][0], "".join(text for _, text in raw)))
        phrases = self.translated(items)
        if _WORD_HERE.search(self.message):
            for row, phrase in phrases:
                self.add(row, [phrase], (), self.filled(phrase))
        elif phrases:
            self.add(
                phrases[0][0],
                [phrase for _, phrase in phrases],
                (),
                self.message.replace("%%", "%"),
            )

    def substitution(self) -> None:
        """A rule for each pair of words."""
        for (row, pattern), (_, better) in _pairs(self.fields.get("swap")):
            rather = [_SLOT.sub(r"{\1}", text) for text in better.split("|") if text]
            if "$" in better:
                self.collector.problem(
                    row, f"“{better}” is put together from what was found.", "Write it out."
                )
                continue
            for _, phrase in self.translated([(row, pattern)]):
                message = self.filled(phrase, rather[0] if rather else None)
                self.add(row, [phrase], rather, message)

    def add(self, row: int, phrases: list[str], rather: Sequence[str], message: str) -> None:
        name = self.name if len(phrases) > 1 else f"{self.name} {phrases[0]}"
        self.collector.made(
            row,
            phrases,
            rather,
            message=message,
            why=self.why,
            unless=self.unless,
            name=name.strip(),
        )

    def filled(self, phrase: str, better: str | None = None) -> str:
        """The message with its words: numbered, or in turn with the better ones first."""
        words = next(surfaces(parse(phrase, self.collector.defaults.classes)), phrase)
        first = words if better is None else better
        message = self.message.replace("%[1]s", first).replace("%[2]s", words)
        return message.replace("%s", first, 1).replace("%s", words).replace("%%", "%")

    def translated(self, items: Sequence[Item]) -> list[Item]:
        """The items that are phrases; what is a regular expression becomes a problem."""
        phrases = []
        for row, pattern in items[:MOST_ROWS]:
            try:
                phrase = phrase_of_pattern(pattern)
                phrase_of(phrase, self.collector.defaults)
                phrases.append((row, phrase))
            except Unusable as unusable:
                self.collector.problem(row, unusable.reason, unusable.remedy)
        return phrases


def _add_tests(collector: Collector, fields: Mapping[str, yaml.Node]) -> None:
    """The style's own tests as examples of the rules that they speak about."""
    tests = [
        {name: _scalar(node) for name, node in _fields(test).items()}
        for test in _sequence(fields.get("tests"))
    ]
    for form in collector.rules.values() if tests else ():
        phrases, unless = (
            [parse(phrase, collector.defaults.classes) for phrase in form.get(name, [])]
            for name in ("phrases", "unless")
        )
        finder = Finder(phrases, unless)
        for test in tests:
            _add_test(form, test.get("input", ""), test.get("want", ""), finder)


def _add_test(form: Form, text: str, want: str, finder: Finder) -> None:
    spans = finder.spans(text)
    if want and spans:
        form["examples"]["flags"].append(marked(text, spans))
    elif text and not want and not spans:
        form["examples"]["passes"].append(escaped(text))


def _fields(node: yaml.Node | None) -> dict[str, yaml.Node]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return {_scalar(name): value for name, value in pairs}


def _pairs(node: yaml.Node | None) -> list[tuple[Item, Item]]:
    """The pairs of a mapping, or of a list of mappings, as Vale takes both."""
    nodes = [node, *_sequence(node)]
    return [
        ((name.start_mark.line + 1, _scalar(name)), (value.start_mark.line + 1, _scalar(value)))
        for mapping in nodes
        if isinstance(mapping, yaml.MappingNode)
        for name, value in mapping.value
    ]


def _items(node: yaml.Node | None) -> list[Item]:
    return [(item.start_mark.line + 1, _scalar(item)) for item in _sequence(node)]


def _sequence(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _scalar(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""
