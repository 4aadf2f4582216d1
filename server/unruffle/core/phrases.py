"""A phrase: what an admin types, read, checked, and ready for the automaton.

A phrase without letters is a literal (`!!`, `:-)`, `100%`, an emoji). Every other phrase stands
for wordings: sequences of atoms.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from unruffle.core.limits import limit
from unruffle.core.syntax import Atom, Choices, Kind, PhraseError, read_parts, too_much


@dataclass(frozen=True, slots=True)
class Phrase:
    """A parsed phrase: its parts in order, each with its choices, or the literal characters."""

    source: str
    parts: tuple[tuple[tuple[Atom, ...], ...], ...] = ()
    at_start: bool = False
    at_end: bool = False
    literal: str = ""

    def wordings(self) -> Iterator[tuple[Atom, ...]]:
        """Every sequence of atoms that the phrase stands for; there may be very many."""
        for chosen in itertools.product(*self.parts):
            yield tuple(itertools.chain(*chosen))


def parse(source: str, classes: Mapping[str, Choices] | None = None) -> Phrase:
    """The phrase that `source` means; `classes` are the word classes that @name may name.

    Raises PhraseError with a code of `limits.LIMITS` or `phrase-syntax`.
    """
    text = source.strip()
    if not text:
        raise PhraseError("phrase-syntax", "The phrase is empty. Write the words to look for.")
    if len(text) > limit("phrase"):
        raise too_much("phrase", f"{text[:40]}...")
    if not any(character.isalpha() for character in text):
        return Phrase(source, literal=_literal(text))
    at_start, at_end = text.startswith("^"), text.endswith("$") and not text.endswith("\\$")
    parts = read_parts(text[at_start : len(text) - at_end], classes or {})
    _check(parts, source)
    return Phrase(source, tuple(map(tuple, parts)), at_start, at_end)


def parse_classes(data: Mapping[str, list[str]]) -> dict[str, Choices]:
    """Word classes by name, each as its wordings; raises PhraseError unless all are plain words."""
    classes: dict[str, Choices] = {name: [] for name in data}
    for name, entries in data.items():
        for phrase in map(parse, entries):
            if phrase.literal or any(len(part) > 1 for part in phrase.parts):
                raise PhraseError(
                    "phrase-syntax", f"'{phrase.source}' in @{name} has alternatives. List each."
                )
            classes[name] += phrase.wordings()
    return classes


def _check(parts: list[Choices], source: str) -> None:
    """Refuses what cannot match, or what would cost too much."""
    if all(() in part for part in parts):
        raise PhraseError("phrase-syntax", f"Every word of '{source}' is optional. Keep one.")
    if sum(max(map(len, part)) for part in parts) > limit("words"):
        raise too_much("words", source)
    if any(atom.kind == "gap" for part in parts for choice in part for atom in choice):
        _check_gaps(parts, source)


def _check_gaps(parts: list[Choices], source: str) -> None:
    widths = [[[a.width for a in choice if a.kind == "gap"] for choice in part] for part in parts]
    if sum(max(map(len, part)) for part in widths) > limit("gaps"):
        raise too_much("gaps", source)
    if any(width > limit("gap_width") for part in widths for choice in part for width in choice):
        raise too_much("gap_width", source)
    for edges in (_edges(parts, 0), _edges(parts[::-1], -1)):
        if "gap" in edges:
            raise PhraseError("phrase-syntax", f"'{source}' begins or ends with a gap. Add a word.")
    for position, part in enumerate(parts):
        after = _edges(parts[position + 1 :], 0)
        if "gap" in after and any(choice and choice[-1].kind == "gap" for choice in part):
            raise PhraseError("phrase-syntax", f"Two gaps in '{source}' touch. Write a wider one.")


def _edges(parts: list[Choices], end: int) -> set[Kind]:
    """The kinds of atoms with which a run of parts can begin (end 0), read in the given order."""
    kinds: set[Kind] = set()
    for part in parts:
        kinds |= {choice[end].kind for choice in part if choice}
        if () not in part:
            break
    return kinds


def _literal(text: str) -> str:
    characters: Iterator[str] = iter(text)
    literal = "".join(next(characters, "") if c == "\\" else c for c in characters)
    if len(literal) > limit("literal"):
        raise too_much("literal", text)
    return literal
