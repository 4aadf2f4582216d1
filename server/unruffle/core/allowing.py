"""From findings to approved wording: phrases that cover the parts of sentences around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from unruffle.core.limits import limit
from unruffle.core.masks import masked
from unruffle.core.match import Matcher
from unruffle.core.phrases import parse
from unruffle.core.syntax import PhraseError
from unruffle.core.tokens import Sentence, Tokens, tokenize


def allowing(text: str, places: Iterable[tuple[int, int]]) -> list[str | None]:
    """For each [start, end) a phrase whose match covers it and the words that stand around it.

    It ends where the sentence does, at a placeholder, and at the limits of a phrase. None where no
    phrase can: the place is a sign without letters, or goes across sentences.
    """
    scanned = masked(text)
    tokens = tokenize(scanned)
    return [_phrase(text, scanned, tokens, start, end) for start, end in places]


def _phrase(text: str, scanned: str, tokens: Tokens, start: int, end: int) -> str | None:
    for first, last in _runs(tokens, start, end):
        run = _part(tokens, first, last)
        words = dict.fromkeys(zip(run.starts, run.ends, strict=True))
        phrase = " ".join(text[word_start:word_end] for word_start, word_end in words)
        if _covers(phrase, run, scanned, start, end):
            return phrase
    return None


def _runs(tokens: Tokens, start: int, end: int) -> list[tuple[int, int]]:
    """Ranges of tokens to try: as much of the sentence as fits, then the place alone."""
    place = (bisect_right(tokens.ends, start), bisect_left(tokens.starts, end))
    first, last = place
    if first >= last or not all(tokens.joined[first + 1 : last]):
        return []
    while True:
        before, after = _word_before(tokens, first), _word_after(tokens, last)
        # The shorter side grows first, so that the place stays in the middle.
        sides = [(before, last), (first, after)]
        if place[0] - first > last - place[1]:
            sides.reverse()
        wider = next((s for s in sides if s != (first, last) and _fits(tokens, *s)), None)
        if wider is None:
            return [(first, last), place]
        first, last = wider


def _part(tokens: Tokens, first: int, last: int) -> Tokens:
    """A range of tokens as a sentence of its own."""
    starts, ends = tokens.starts[first:last], tokens.ends[first:last]
    return Tokens(
        tokens.norms[first:last],
        starts,
        ends,
        tokens.joined[first:last],
        opens=set(),
        closes=set(),
        sentence_of=[0] * (last - first),
        sentences=[Sentence(0, last - first, starts[0], ends[-1])],
    )


def _word_before(tokens: Tokens, first: int) -> int:
    """Where the source word before begins, if a phrase can go on from it; a word can be several."""
    if first == 0 or not tokens.joined[first]:
        return first
    found = first - 1
    while found and tokens.starts[found - 1] == tokens.starts[found]:
        found -= 1
    return found


def _word_after(tokens: Tokens, last: int) -> int:
    """Where the source word after ends."""
    if last == len(tokens.norms) or not tokens.joined[last]:
        return last
    found = last + 1
    while found < len(tokens.norms) and tokens.starts[found] == tokens.starts[last]:
        found += 1
    return found


def _fits(tokens: Tokens, first: int, last: int) -> bool:
    length = tokens.ends[last - 1] - tokens.starts[first]
    return last - first <= limit("words") and length <= limit("phrase")


def _covers(phrase: str, tokens: Tokens, scanned: str, start: int, end: int) -> bool:
    """Whether the phrase can be read, and finds the place; a word can hold odd signs."""
    try:
        hits = Matcher([(parse(phrase), 0)]).find(tokens, scanned)
    except PhraseError:
        return False
    return any(hit[1] <= start and hit[2] >= end for hit in hits)
