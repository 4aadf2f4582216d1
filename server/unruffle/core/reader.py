"""Typed access to data that people write: every name is checked, nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast, get_args

from unruffle.core.rules import (
    CONDITIONS,
    FEATURES,
    Example,
    Gradings,
    Near,
    RuleError,
    Template,
    Within,
)
from unruffle.core.types import SEVERITIES, Author, Severity, Turn


class Reader:
    """Typed access to the mapping of one rule, check or technique; every complaint names it."""

    def __init__(self, what: str, name: str, data: Mapping[str, Any], fields: set[str]) -> None:
        self.name, self.data = f"{what} {name}", data
        self.known(data, fields)

    def error(self, what: str) -> RuleError:
        return RuleError(f"{self.name}: {what}.")

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

    def text_or_none(self, data: Mapping[str, Any], name: str) -> str | None:
        value = data.get(name)
        if not isinstance(value, str | None):
            raise self.error(f"'{name}' is a text")
        return value

    def truth(self, name: str) -> bool:
        value = self.data.get(name, False)
        if not isinstance(value, bool):
            raise self.error(f"'{name}' is true or false")
        return value

    def listed(self, data: Mapping[str, Any], name: str) -> list[object]:
        value = data.get(name, [])
        if not isinstance(value, list):
            raise self.error(f"'{name}' is a list")
        return value

    def flag(self, name: str) -> bool:
        value = self.data.get(name, False)
        if not isinstance(value, bool):
            raise self.error(f"'{name}' is true or false")
        return value

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

    def channels(self, data: Mapping[str, Any], name: str) -> tuple[str, ...]:
        """Channels that there are."""
        found = self.texts(data, name)
        self.conditions([f"channel:{channel}" for channel in found])
        return found

    def gradings(self) -> Gradings:
        """Conditions, each with the severity that holds where they do."""
        return tuple(
            (self.conditions(entry.get("when", [])), self.severity(entry.get("severity")))
            for entry in self.entries(self.data, "severity_if", {"when", "severity"})
        )

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
        return Template(text, replaces, entry.get("ours") is True)

    def example(self, entry: object) -> Example:
        if isinstance(entry, str):
            entry = {"text": entry}
        if not isinstance(entry, Mapping) or not isinstance(entry.get("text"), str):
            raise self.error("an example is a text, or a table with a text")
        self.known(entry, set(Example.__dataclass_fields__) - {"spans"})
        text, spans = _unbracket(entry["text"])
        severity = entry.get("severity")
        return Example(
            text,
            spans,
            self.text_or_none(entry, "customer_message"),
            self.text_or_none(entry, "channel"),
            None if severity is None else self.severity(severity),
            tuple(map(self._turn, self.entries(entry, "turns", {"author", "text", "at"}))),
            self.text_or_none(entry, "greeting_name"),
            self._moment(entry.get("now")),
        )

    def _turn(self, entry: Mapping[str, Any]) -> Turn:
        author, text = entry.get("author"), entry.get("text")
        if author not in get_args(Author) or not isinstance(text, str):
            raise self.error("a turn has an author, customer or agent, and a text")
        return Turn(cast(Author, author), text, self._moment(entry.get("at")))

    def _moment(self, value: object) -> datetime | None:
        try:
            moment = None if value is None else datetime.fromisoformat(str(value))
        except ValueError:
            raise self.error(f"{value!r} is no moment in ISO 8601") from None
        if moment is not None and moment.utcoffset() is None:
            raise self.error(f"{value!r} needs its offset, such as +01:00")
        return moment


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
