"""The phrase syntax: from what an admin types to every wording it stands for.

A phrase without letters is a literal (`!!`, `:-)`, `100%`, an emoji). Every other phrase expands
to wordings: sequences of atoms that the automaton walks. Nothing here is a regular expression.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from unicodedata import combining

from unruffle.core.inflect import inflections
from unruffle.core.limits import limit
from unruffle.core.tokens import pieces, words

Kind = Literal["word", "star", "gap", "number"]
NUMBER_CLASS = "number"
_SPECIAL = "$*~^[](){}|@\\"
# What may stand inside a word: apostrophes, hyphens, and the stops of "a.m." or "3.30".
_INNER = frozenset("'’ʼ＇-‐‑,;.:/")
_MIN_STAR = 3


class PhraseError(ValueError):
    """A phrase that cannot be compiled; `code` is stable, the text says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Atom:
    """One step: a word, the start of a word, a gap of up to `width` words, a number."""

    kind: Kind
    text: str = ""
    width: int = 0


#: The alternatives that one place of a phrase has; an empty one means that it is optional.
Choices = list[tuple[Atom, ...]]


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
        raise PhraseError(
            "phrase-too-long", f"A phrase has at most {limit('phrase')} characters. Split it."
        )
    if not any(character.isalpha() for character in text):
        return Phrase(source, literal=_literal(text))
    at_start, at_end = text.startswith("^"), text.endswith("$") and not text.endswith("\\$")
    parts = _Parser(text[at_start : len(text) - at_end], classes or {}).parse()
    _check(parts, source)
    return Phrase(source, tuple(map(tuple, parts)), at_start, at_end)


def parse_classes(data: Mapping[str, list[str]]) -> dict[str, Choices]:
    """Word classes by name, each as its wordings. A class cannot name another one."""
    return {
        name: [wording for entry in entries for wording in parse(entry).wordings()]
        for name, entries in data.items()
    }


class _Parser:
    """Recursive descent over one phrase; each rule returns every choice of atoms."""

    def __init__(self, text: str, classes: Mapping[str, Choices]) -> None:
        self.text, self.classes, self.position = text, classes, 0

    def parse(self) -> list[Choices]:
        parts = self.sequence(depth=0)
        if self.position < len(self.text):
            raise self.error(f"'{self.text[self.position]}' has no partner")
        return parts

    def sequence(self, depth: int) -> list[Choices]:
        parts: list[Choices] = []
        while self.position < len(self.text) and self.text[self.position] not in "|)]":
            if self.text[self.position].isspace():
                self.position += 1
            else:
                parts.append(self.item(depth))
        return parts

    def item(self, depth: int) -> Choices:
        character = self.text[self.position]
        if character in "([":
            return self.group(character, depth)
        if character == "{":
            lemma = self.between("}").strip().lower()
            if not lemma.isalpha():
                raise self.error("write one plain word between { and }, such as {fail}")
            return [tuple(Atom("word", norm) for norm in words(f)) for f in inflections(lemma)]
        if character == "@":
            return self.word_class()
        if character == "~":
            digits = self.take(str.isdigit, skip=1)
            if not digits:
                raise self.error("write the number of words after ~, such as ~3")
            return [(Atom("gap", width=int(digits[:4])),)]
        if character in "^$":
            raise self.error(f"'{character}' stands only at the outer edge of a phrase")
        return self.plain()

    def group(self, opening: str, depth: int) -> Choices:
        if depth > 1:
            raise self.error("groups may hold one more level of groups, not two")
        closing = ")" if opening == "(" else "]"
        choices: Choices = [()] if opening == "[" else []
        while True:
            self.position += 1
            branch = _product(self.sequence(depth + 1))
            if branch == [()]:
                raise self.error("an alternative is empty; write [a|b] for optional words")
            choices += branch
            if self.position >= len(self.text):
                raise self.error(f"'{opening}' is not closed")
            if self.text[self.position] != "|":
                break
        if self.text[self.position] != closing:
            raise self.error(f"'{opening}' is closed by '{self.text[self.position]}'")
        self.position += 1
        return choices

    def word_class(self) -> Choices:
        name = self.take(lambda character: character.isalnum() or character in "-_", skip=1)
        if name == NUMBER_CLASS:
            return [(Atom("number"),)]
        if name not in self.classes:
            known = ", ".join(sorted({NUMBER_CLASS, *self.classes}))
            raise self.error(f"no word class is called @{name}; there are: {known}")
        return self.classes[name]

    def plain(self) -> Choices:
        word = ""
        while self.position < len(self.text):
            character = self.text[self.position]
            if character == "\\":
                word += self.text[self.position + 1 : self.position + 2]
                self.position += 2
            elif character.isspace() or character in _SPECIAL:
                break
            else:
                word += character
                self.position += 1
        star = self.text[self.position : self.position + 1] == "*"
        self.position += star
        if word.isalpha() and not star:
            return [tuple(Atom("word", norm) for norm in pieces(word))]
        norms = words(word)
        if not norms or not all(c.isalnum() or c in _INNER or combining(c) for c in word):
            raise self.error(f"'{word or '*'}' is no word; punctuation stands alone in a phrase")
        if word.endswith((".", ":", "/")) and len(norms[0]) == len(word) - 1:
            raise self.error(f"'{word}' ends a sentence; write $ at the end of the phrase instead")
        if not star:
            return [tuple(Atom("word", norm) for norm in norms)]
        if len(norms) > 1 or len(norms[0]) < _MIN_STAR:
            raise self.error(f"'{word}*' needs at least {_MIN_STAR} letters before the star")
        return [(Atom("star", norms[0]),)]

    def between(self, closing: str) -> str:
        end = self.text.find(closing, self.position)
        if end < 0:
            raise self.error(f"'{self.text[self.position]}' is not closed")
        inside = self.text[self.position + 1 : end]
        self.position = end + 1
        return inside

    def take(self, accepts: Callable[[str], bool], skip: int) -> str:
        start = self.position + skip
        self.position = start
        while self.position < len(self.text) and accepts(self.text[self.position]):
            self.position += 1
        return self.text[start : self.position]

    def error(self, what: str) -> PhraseError:
        return PhraseError("phrase-syntax", f"In the phrase '{self.text}': {what}.")


def _product(parts: list[Choices]) -> Choices:
    total = 1
    for part in parts:
        total *= max(1, len(part))
    if total > limit("expansions"):
        raise PhraseError(
            "phrase-too-many-wordings",
            f"The phrase stands for {total} wordings; at most {limit('expansions')} are possible. "
            "Split its alternatives into several phrases.",
        )
    return [tuple(itertools.chain(*combined)) for combined in itertools.product(*parts)]


def _check(parts: list[Choices], source: str) -> None:
    """Refuses what cannot match, or what would cost too much."""
    longest = sum(max(map(len, part)) for part in parts)
    gaps = sum(max(sum(atom.kind == "gap" for atom in choice) for choice in part) for part in parts)
    widths = [atom.width for part in parts for choice in part for atom in choice if atom.width]
    zero = any(a.kind == "gap" and not a.width for part in parts for choice in part for a in choice)
    if all(() in part for part in parts):
        raise PhraseError("phrase-syntax", f"Every word of '{source}' is optional. Keep one.")
    if longest > limit("words"):
        raise PhraseError("phrase-too-many-words", f"'{source}' has over {limit('words')} words.")
    if gaps > limit("gaps"):
        raise PhraseError("phrase-too-many-gaps", f"'{source}' has over {limit('gaps')} gaps.")
    if zero or any(width > limit("gap_width") for width in widths):
        raise PhraseError(
            "phrase-gap-too-wide", f"A gap in '{source}' is not in ~1 to ~{limit('gap_width')}."
        )
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
        raise PhraseError(
            "phrase-too-long",
            f"A phrase without letters has at most {limit('literal')} characters.",
        )
    return literal
