"""Named detectors: what a rule can look for that is no phrase."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from unruffle.core.draft import Draft
from unruffle.core.match import Match

_RUN_OF_CAPITALS = 3
_LONG_SENTENCE_WORDS = 30
# What begins with one set of characters is found soonest: no choice, and no number of times.
_CAPITALS = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ]{3}")
_MARKS = re.compile(r"[!?][!?]+")
_EMOJI = re.compile(
    "[\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff\u2600-\u27bf]"
    "[\ufe0f\u200d\U0001f3fb-\U0001f3ff]*"
)
_EMOTICON = re.compile(r"[:;](?<![^\s.!?][:;])-?[)(DPp/](?![^\s.,!?])")


def capitals(draft: Draft) -> list[tuple[int, int]]:
    """Spans of three or more words in capitals in a row; codes and acronyms alone do not count."""
    spans: list[tuple[int, int]] = []
    if not _CAPITALS.search(draft.scanned):
        return spans
    run: list[tuple[int, int]] = []
    tokens = draft.tokens
    places = list(dict.fromkeys(zip(tokens.starts, tokens.ends, strict=True)))
    for start, end in [*places, (len(draft.text), len(draft.text))]:
        word = draft.text[start:end]
        if word.isupper() and not any(map(str.isdigit, word)):
            run.append((start, end))
            continue
        shouted = [s for s in run if s[1] - s[0] > 1]
        if len(shouted) >= _RUN_OF_CAPITALS and any(e - s > 3 for s, e in shouted):
            spans.append((run[0][0], run[-1][1]))
        run = []
    return spans


def exclamations(draft: Draft) -> list[tuple[int, int]]:
    """Spans of two or more exclamation or question marks."""
    return [match.span() for match in _MARKS.finditer(draft.scanned)]


def emoji(draft: Draft) -> list[tuple[int, int]]:
    """Spans of single emoji and emoticons."""
    signs = (_EMOTICON,) if draft.scanned.isascii() else (_EMOJI, _EMOTICON)
    return sorted(found.span() for sign in signs for found in sign.finditer(draft.scanned))


def long_sentence(draft: Draft) -> list[tuple[int, int]]:
    """Spans of sentences of more than thirty words."""
    starts = draft.tokens.starts
    return [
        (sentence.start, sentence.end)
        for sentence in draft.tokens.sentences
        if sentence.last - sentence.first > _LONG_SENTENCE_WORDS
        and len(set(starts[sentence.first : sentence.last])) > _LONG_SENTENCE_WORDS
    ]


DETECTORS: dict[str, Callable[[Draft], list[tuple[int, int]]]] = {
    "capitals": capitals,
    "exclamations": exclamations,
    "emoji": emoji,
    "long-sentence": long_sentence,
}


def detect(name: str, draft: Draft) -> list[Match]:
    """The matches of the detector called `name`, in the form that phrases give."""
    starts = draft.tokens.starts
    return [
        Match(start, end, max(0, bisect_right(starts, start) - 1))
        for start, end in DETECTORS[name](draft)
    ]
