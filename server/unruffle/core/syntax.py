"""The grammar of phrases: reads what an admin types into parts, each with its choices.

Recursive descent over one phrase; nothing here is run as a regular expression over a draft.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal
from unicodedata import combining

from unruffle.core.inflect import inflections
from unruffle.core.limits import LIMITS, limit
from unruffle.core.tokens import pieces, words

Kind = Literal["word", "star", "gap", "number"]
NUMBER_CLASS = "number"
_PLAIN = re.compile(r"(?:\\.|[^\s$*~^\[\](){}|@\\])+")
# What may stand inside a word: apostrophes, hyphens, and the stops of "a.m." or "3.30".
_INNER = frozenset("'’ʼ＇-‐‑,;.:/")
_MIN_STAR = 3


class PhraseError(ValueError):
    """A phrase that cannot be compiled; `code` is stable, the text says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def too_much(name: str, source: str) -> PhraseError:
    """The refusal of a phrase that is over the limit called `name`."""
    over = LIMITS[name]
    return PhraseError(over.code, f"'{source}' has over {over.value} {over.unit}. {over.help}")


@dataclass(frozen=True, slots=True)
class Atom:
    """One step: a word, the start of a word, a gap of up to `width` words, a number."""

    kind: Kind
    text: str = ""
    width: int = 0


#: The alternatives that one place of a phrase has; an empty one means that it is optional.
Choices = list[tuple[Atom, ...]]


def read_parts(text: str, classes: Mapping[str, Choices]) -> list[Choices]:
    """The parts of a phrase in order; `classes` are the word classes that @name may name.

    Raises PhraseError.
    """
    return _Parser(text, classes).parse()


class _Parser:
    """Each method reads one rule of the grammar and returns its choices of atoms."""

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
            digits = self.take("0123456789".__contains__, skip=1)
            if not digits.strip("0"):
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
            branch = self.product(self.sequence(depth + 1))
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
        match = _PLAIN.match(self.text, self.position)
        word = match.group().replace("\\", "") if match else ""
        self.position = match.end() if match else self.position
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

    def product(self, parts: list[Choices]) -> Choices:
        """The parts of one alternative, as the wordings that they stand for."""
        if math.prod(map(len, parts)) > limit("wordings"):
            raise too_much("wordings", self.text)
        return [tuple(itertools.chain(*chosen)) for chosen in itertools.product(*parts)]

    def error(self, what: str) -> PhraseError:
        return PhraseError("phrase-syntax", f"In the phrase '{self.text}': {what}.")
