"""The customer's own words where they come back in a draft, whatever their ending."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from unruffle.core.match import Match
from unruffle.core.parts import Parts

#: A word of the customer, and a sentence that tells back what they told.
ECHO, RETOLD = "echo", "retold"
_ENDINGS = ("ing", "ed", "es", "s", "e")
# Endings off and cut to so many letters, "delivery" and "delivered" are one.
_STEM = 5
_SHORTEST = 3
# So many of the customer's words in one sentence tell back what happened.
_RETOLD_WORDS = 2


def stem(word: str) -> str:
    """What the forms of a word have in common; a number stays whole."""
    if word[0].isdigit():
        return word
    if word.endswith(_ENDINGS):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                return word[: -len(ending)][:_STEM]
    return word[:_STEM]


def stems(words: Iterable[str]) -> frozenset[str]:
    """The stems of some words."""
    return frozenset(map(stem, words))


def echoing(parts: Parts) -> Parts:
    """The same parts, with the customer's words and the places that echo them."""
    tokens, theirs = parts.draft.tokens, stems(parts.draft.customer_words)
    if not theirs:
        return parts
    # Few words begin like one of the customer's: the others need no stem.
    beginnings = {word[:_SHORTEST] for word in theirs}
    back = {
        token: said
        for token, norm in enumerate(tokens.norms)
        if norm[:_SHORTEST] in beginnings and (said := stem(norm)) in theirs
    }
    echoes = [Match(tokens.starts[token], tokens.ends[token], token) for token in back]
    pairs = {(tokens.sentence_of[token], said) for token, said in back.items()}
    counts = Counter(sentence for sentence, _ in pairs)
    retold = [
        Match(tokens.sentences[s].start, tokens.sentences[s].end, tokens.sentences[s].first)
        for s in sorted(counts)
        if counts[s] >= _RETOLD_WORDS
    ]
    return replace(parts, found={**parts.found, ECHO: echoes, RETOLD: retold}, theirs=theirs)


def echoed(parts: Parts) -> set[str]:
    """The stems of the customer's words that come back."""
    return {stem(parts.draft.tokens.norms[match.token]) for match in parts.found.get(ECHO, ())}
