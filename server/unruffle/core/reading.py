"""Reads a rule from a mapping: every name is checked, nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast, get_args

from unruffle.core.detectors import DETECTORS
from unruffle.core.limits import limit
from unruffle.core.rules import (
    CONDITIONS,
    FEATURES,
    Example,
    Near,
    Rule,
    RuleError,
    Template,
    Within,
)
from unruffle.core.types import SEVERITIES, Severity

_MAX_WHY = 200
_MAX_SUGGESTIONS = 3
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")


def parse_rule(rule_id: str, data: Mapping[str, Any]) -> Rule:
    """The rule that `data` describes. Raises RuleError at the first thing that is not right."""
    reader = _Reader(rule_id, data)
    examples = reader.table("examples", {"flags", "passes"})
    rule = Rule(
        id=rule_id,
        severity=reader.severity(data.get("severity")),
        message=reader.text("message"),
        why=reader.text("why"),
        sources=reader.texts(data, "sources"),
        principles=reader.texts(data, "principles"),
        phrases=reader.texts(data, "phrases"),
        detector=data.get("detector"),
        unless=reader.texts(data, "unless"),
        when=reader.conditions(data.get("when", [])),
        severity_if=tuple(
            (reader.conditions(entry.get("when", [])), reader.severity(entry.get("severity")))
            for entry in reader.entries(data, "severity_if", {"when", "severity"})
        ),
        unless_near=reader.nears("unless_near"),
        only_near=reader.nears("only_near"),
        suggestions=tuple(
            reader.suggestion(entry)
            for entry in reader.entries(data, "suggestions", {"text", "replaces"})
        ),
        flags=tuple(reader.example(entry) for entry in examples.get("flags", [])),
        passes=tuple(reader.example(entry) for entry in examples.get("passes", [])),
    )
    reader.check(rule)
    return rule


class _Reader:
    """Typed access to one rule's mapping; every complaint names the rule."""

    def __init__(self, rule_id: str, data: Mapping[str, Any]) -> None:
        self.id, self.data = rule_id, data
        if not _ID.fullmatch(rule_id):
            raise self.error("the id is two names in lower case, such as excuse/busy-season")
        self.known(data, {*Rule.__dataclass_fields__, "examples"} - {"id", "flags", "passes"})

    def check(self, rule: Rule) -> None:
        if bool(rule.phrases) == bool(rule.detector):
            raise self.error("give it either phrases or a detector")
        if rule.detector and rule.detector not in DETECTORS:
            raise self.error(f"no detector is called {rule.detector!r}: {', '.join(DETECTORS)}")
        if len(rule.phrases) > limit("rule_phrases"):
            raise self.error(f"it has over {limit('rule_phrases')} phrases; split it")
        if len(rule.why) > _MAX_WHY:
            raise self.error(f"'why' has over {_MAX_WHY} characters; keep the reason short")
        if len(rule.suggestions) > _MAX_SUGGESTIONS:
            raise self.error(f"it has over {_MAX_SUGGESTIONS} suggestions; keep the best")
        if not (rule.flags and rule.passes):
            raise self.error("give it an example that it flags and a near miss that it passes")
        if any(not example.spans for example in rule.flags):
            raise self.error("mark the words to find in every 'flags' example with [ and ]")
        if any(example.spans for example in rule.passes):
            raise self.error("a 'passes' example has no brackets; write \\[ for a real one")

    def error(self, what: str) -> RuleError:
        return RuleError(f"Rule {self.id}: {what}.")

    def known(self, data: Mapping[str, Any], names: Iterable[str]) -> None:
        unknown = set(data) - set(names)
        if unknown:
            raise self.error(
                f"unknown name {', '.join(sorted(unknown))}; known: {', '.join(sorted(names))}"
            )

    def text(self, name: str) -> str:
        value = self.data.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"'{name}' is missing; write one sentence")
        return value

    def texts(self, data: Mapping[str, Any], name: str) -> tuple[str, ...]:
        value = data.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(f"'{name}' is a list of texts")
        return tuple(value)

    def table(self, name: str, names: set[str]) -> Mapping[str, Any]:
        value = self.data.get(name, {})
        if not isinstance(value, Mapping):
            raise self.error(f"'{name}' is a table")
        self.known(value, names)
        return value

    def entries(
        self, data: Mapping[str, Any], name: str, names: set[str]
    ) -> list[Mapping[str, Any]]:
        value = data.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            raise self.error(f"'{name}' is a list of tables")
        for item in value:
            self.known(item, names)
        return value

    def severity(self, value: object) -> Severity:
        if value not in SEVERITIES:
            raise self.error(f"severity is one of {', '.join(SEVERITIES)}, not {value!r}")
        return value

    def conditions(self, names: object) -> tuple[str, ...]:
        if not isinstance(names, list):
            raise self.error("conditions are a list")
        for name in names:
            kind, _, value = str(name).removeprefix("not ").partition(":")
            if kind not in CONDITIONS or (
                value not in CONDITIONS[kind] and (value or CONDITIONS[kind])
            ):
                raise self.error(f"no condition is called {name!r}")
        return tuple(names)

    def nears(self, name: str) -> tuple[Near, ...]:
        found = []
        for entry in self.entries(self.data, name, {"within", "has", "phrases"}):
            within, has = entry.get("within"), self.texts(entry, "has")
            if within not in get_args(Within):
                raise self.error(f"'within' is one of {', '.join(get_args(Within))}")
            if not set(has) <= set(FEATURES):
                raise self.error(f"'has' names features: {', '.join(FEATURES)}")
            near = Near(cast(Within, within), has, self.texts(entry, "phrases"))
            if not (near.has or near.phrases):
                raise self.error(f"'{name}' names neither features nor phrases")
            found.append(near)
        return tuple(found)

    def suggestion(self, entry: Mapping[str, Any]) -> Template:
        text, replaces = entry.get("text"), entry.get("replaces", "match")
        if not isinstance(text, str) or replaces not in ("match", "sentence"):
            raise self.error("a suggestion has a text and replaces 'match' or 'sentence'")
        if replaces == "sentence" and not text.strip():
            raise self.error("only the match can be left out, so an empty text replaces 'match'")
        return Template(text, replaces)

    def example(self, entry: object) -> Example:
        if isinstance(entry, str):
            entry = {"text": entry}
        if not isinstance(entry, Mapping) or not isinstance(entry.get("text"), str):
            raise self.error("an example is a text, or a table with a text")
        self.known(entry, {"text", "customer_message", "channel", "severity"})
        text, spans = _unbracket(entry["text"])
        severity = entry.get("severity")
        return Example(
            text,
            spans,
            entry.get("customer_message"),
            entry.get("channel"),
            None if severity is None else self.severity(severity),
        )


def _unbracket(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without its brackets, and the spans that stood between them."""
    text, spans, start = "", [], 0
    characters = iter(marked)
    for character in characters:
        if character == "\\":
            text += next(characters, "")
        elif character == "[":
            start = len(text)
        elif character == "]":
            spans.append((start, len(text)))
        else:
            text += character
    return text, tuple(spans)
