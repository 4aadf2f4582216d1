"""A draft as tokens and sentences, in one linear pass.

A token is one word as phrases see it: lower case, one spelling, contractions taken apart. Each
keeps the offsets of the whole source word, so that a match inside a contraction widens to it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from unruffle.core.masks import FILLER
from unruffle.core.spelling import FOLDS, contraction

# Combining marks belong to the word; zero-width characters and soft hyphens are no part of it.
_MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
_IGNORED = r"\u00ad\u200b-\u200d\u2060\ufeff"
_MARKED = rf"(?:[{_MARKS}{_IGNORED}]+[^\W_]*)*"
# All kinds begin with the same set of characters, which is found soonest. The first kind is a part
# of the last: most words are so, and found out sooner.
_WORD = re.compile(
    r"([^\W_](?:(?<=[A-Za-z])[A-Za-z]*+(?=[ ,\n])|(?<=\d)\d*(?:[.,:/]\d+)+|"
    r"(?<!\w.)(?<=[^\W\d_])\.(?:[^\W\d_]\.)+|"
    rf"[^\W_]*{_MARKED}(?:['’ʼ＇][{_MARKS}{_IGNORED}]*[^\W_]+{_MARKED})*))"
)
# No phrase has a longer word, and putting marks in order takes the square of their number.
_LONGEST_WORD = 100
_DROP = re.compile(rf"[{_IGNORED}]")
_DASHES = r"\-‐‑‒–—"
_JOIN = re.compile(rf"[\s,;{_DASHES}{_IGNORED}]*\Z")
_NUMBER_AND_UNIT = re.compile(r"(\d+)([^\W\d]+)\Z")
# The bounds keep a long run of stops linear.
_STOP = re.compile(r"[.!?…]{1,8}[\"'”’)\]*_]{0,4}(?=\s|\Z)|[.!?…]{1,8}(?=[^\W\d_])")
_TAIL = re.compile(r"[^\S\n]*[.!?…]+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
# A stop after these never ends a sentence; after the second kind only before a capital.
_TITLES = frozenset("mr mrs ms dr prof st vs eg ie approx dept".split())
_ABBREVIATIONS = frozenset("am pm etc inc ltd co no nr jr sr".split())
_GREETED = r"(?:mrs?|ms|dr|prof)\.|[^\s,.!?:;–—-]+(?:-[^\s,.!?:;–—-]+)?"
_GREETING = re.compile(
    r"\s*(?:hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day))\b"
    rf"(?:[ \t]+(?:{_GREETED})){{0,4}}[ \t]*(?:[,.!:;–—-]+(?=\s|\Z)|(?=\r?\n))",
    re.IGNORECASE,
)


class Sentence(NamedTuple):
    """A half-open range of tokens, and the half-open span of its source text.

    A tuple, since a dataclass takes three times as long to make.
    """

    first: int
    last: int
    start: int
    end: int
    greeting: bool = False


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists, one entry a token; `starts` and `ends` are those of the source word.

    `joined` says whether a phrase may go on from the token before; `opens` and `closes` hold the
    tokens at the start of a sentence, line or list item, and at the end of a sentence.
    """

    norms: list[str]
    starts: list[int]
    ends: list[int]
    joined: list[bool]
    opens: set[int]
    closes: set[int]
    sentence_of: list[int]
    sentences: list[Sentence]


def tokenize(text: str) -> Tokens:
    """The tokens of a text that was masked before; empty lists where it holds no word."""
    norms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    joined: list[bool] = []
    opens: set[int] = set()
    firsts: list[int] = []
    greeting = _GREETING.match(text)
    greeting_end = greeting.end() if greeting else -1
    after_greeting = greeting_end + 1
    parts = _WORD.split(text)
    source = parts[1::2]
    bounds = list(accumulate(map(len, parts)))
    # Set at first, since nothing joins the first word.
    dotted = True
    for gap, word, lower, start, end in zip(
        parts[::2], source, map(str.lower, source), bounds[::2], bounds[1::2], strict=False
    ):
        # The usual case, decided early.
        joins = gap == " " and not dotted and start != after_greeting
        if not joins:
            begins = (
                not norms
                or start - len(gap) <= greeting_end <= start
                or _ends_sentence("." * dotted + gap, norms[-1], word)
            )
            joins = not begins and _JOIN.match(gap) is not None
            if begins:
                firsts.append(len(norms))
            if begins or "\n" in gap:
                opens.add(len(norms))
        if lower.isalpha() and lower.isascii() and lower not in FOLDS:
            norms.append(lower)
            starts.append(start)
            ends.append(end)
            joined.append(joins)
            dotted = False
            continue
        dotted = word[-1] == "."
        for piece in pieces(word):
            norms.append(piece)
            starts.append(start)
            ends.append(end)
            joined.append(joins)
            joins = True
    sentences = _sentences(text, firsts, starts, ends, greeting_end)
    closes = {sentence.last - 1 for sentence in sentences}
    sentence_of: list[int] = []
    for index, sentence in enumerate(sentences):
        sentence_of += [index] * (sentence.last - sentence.first)
    return Tokens(norms, starts, ends, joined, opens, closes, sentence_of, sentences)


def words(text: str) -> list[str]:
    """The norms of `text`, for comparing words without their places."""
    return tokenize(text).norms


def pieces(word: str) -> tuple[str, ...]:
    """The words that one source word counts as."""
    lower = word.lower()
    if lower.isascii() and lower.isalpha():
        return FOLDS.get(lower) or (lower,)
    if len(lower) > _LONGEST_WORD:
        return (lower,)
    if not lower.isascii():
        lower = unicodedata.normalize("NFC", _DROP.sub("", word.casefold()))
        lower = lower.replace("’", "'").replace("ʼ", "'").replace("＇", "'")
    if lower[-1] == ".":
        lower = lower.replace(".", "")
    known = FOLDS.get(lower)
    if known:
        return known
    if "'" in lower:
        return contraction(lower) or (lower,)
    if lower[0].isdigit():
        unit = _NUMBER_AND_UNIT.match(lower)
        if unit:
            return unit.groups()
    return (lower,)


def _ends_sentence(gap: str, before: str, after: str) -> bool:
    """Whether the text between two words ends a sentence."""
    # An empty line, a filled list marker, or a colon before the line break.
    if "\n" in gap and (_BLANK_LINE.search(gap) or FILLER in gap or ":" in gap):
        return True
    stop = _STOP.search(gap + after[0])
    if stop:
        if stop.group() == "." and before in _TITLES:
            return False
        open_ended = stop.end() == len(gap) or (stop.group() == "." and before in _ABBREVIATIONS)
        return after[0].isupper() or not open_ended
    return False


def _sentences(
    text: str, firsts: list[int], starts: list[int], ends: list[int], greeting_end: int
) -> list[Sentence]:
    found = []
    for index, first in enumerate(firsts):
        last = firsts[index + 1] if index + 1 < len(firsts) else len(starts)
        limit = starts[last] if last < len(starts) else len(text)
        end = ends[last - 1]
        tail = _TAIL.match(text, end, limit)
        stop = tail.end() if tail else end
        found.append(Sentence(first, last, starts[first], stop, ends[last - 1] <= greeting_end))
    return found
