"""A sentence in which a phrase is found, made from the phrase itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from unruffle.core.draft import read
from unruffle.core.language import language
from unruffle.core.match import Matcher
from unruffle.core.phrases import Phrase
from unruffle.core.syntax import Atom
from unruffle.core.types import Context
from unruffle.formats.imported import Unusable

# By where the phrase stands: anywhere, at the start, at the end, alone.
_CARRIERS = {
    (False, False): ("We wrote {} in the reply.", "It says {} there.", "{}.", "{}"),
    (True, False): ("{} in the reply.", "{}.", "{}"),
    (False, True): ("We wrote {}.", "It says {}.", "{}"),
    (True, True): ("{}.", "{}"),
}
_SYNTAX = frozenset("()[]{}|*~@^$\\")
_MOST_WORDINGS = 40


class Finder:
    """What a rule with these phrases and exceptions finds, conditions aside."""

    def __init__(self, phrases: Sequence[Phrase], unless: Sequence[Phrase] = ()) -> None:
        self._phrases = len(phrases)
        self._matcher = Matcher([(one, number) for number, one in enumerate([*phrases, *unless])])

    def spans(self, text: str) -> set[tuple[int, int]]:
        """The spans found in a draft with this text; none where it is not English."""
        draft = read(text, Context())
        if language(draft.scanned, draft.tokens.norms) not in ("en", None):
            return set()
        hits = self._matcher.find(draft.tokens, draft.scanned)
        excepted = [(a, b) for numbers, a, b, _ in hits if max(numbers) >= self._phrases]
        return {
            (start, end)
            for numbers, start, end, _ in hits
            if min(numbers) < self._phrases
            and not any(a <= start and end <= b for a, b in excepted)
        }


def flagged(phrase: Phrase, finder: Finder) -> str:
    """A sentence with brackets around the words that the finder finds, and nothing else found.

    Raises Unusable when no sentence was found.
    """
    for words in islice(surfaces(phrase), _MOST_WORDINGS):
        for carrier in _CARRIERS[phrase.at_start, phrase.at_end]:
            before, _, after = carrier.partition("{}")
            said = words if before else words[:1].upper() + words[1:]
            start, end = len(before), len(before) + len(said)
            spans = finder.spans(before + said + after)
            if (start, end) in spans and all(start <= a and b <= end for a, b in spans):
                return marked(before + said + after, spans)
    raise Unusable(
        f"No sentence was found in which “{phrase.source.strip()}” is seen.",
        "Compare it with the phrase syntax, and write a sentence with it as an example.",
    )


def passed(words: str, finder: Finder) -> str | None:
    """A sentence with better words in which the finder finds nothing; None if it does."""
    sentence = carried(words)
    return None if finder.spans(sentence) else escaped(sentence)


def carried(words: str) -> str:
    """A sentence with these words in it."""
    return f"We wrote {words.rstrip('.!?')} in the reply."


def surfaces(phrase: Phrase) -> Iterator[str]:
    """Words as people write them that the phrase means, the plainest first."""
    source = phrase.source.strip()
    if phrase.literal:
        yield phrase.literal
        return
    if not _SYNTAX & set(source):
        yield source
    for wording in phrase.wordings():
        yield " ".join(filter(None, map(_shown, wording)))


def marked(text: str, spans: set[tuple[int, int]]) -> str:
    """The text as an example with brackets around the first and longest of these spans."""
    example, at = "", 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= at:
            example += f"{escaped(text[at:start])}[{escaped(text[start:end])}]"
            at = end
    return example + escaped(text[at:])


def escaped(text: str) -> str:
    """The text as an example that marks nothing."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _shown(atom: Atom) -> str:
    return {"gap": "", "number": "5"}.get(atom.kind, atom.text)
