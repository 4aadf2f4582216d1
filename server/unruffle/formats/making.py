"""A rule made from words on a list: what the list leaves open gets a plain, honest default."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from unruffle.core.limits import limit
from unruffle.core.phrases import Phrase, parse
from unruffle.core.reading import MOST_SUGGESTIONS
from unruffle.core.rules import slots
from unruffle.core.syntax import PhraseError
from unruffle.formats.imported import Defaults, Form, Unusable
from unruffle.formats.sentence import Finder, carried, flagged, passed, surfaces

#: The source of what an organization lays down for itself.
HOUSE = "house"
_WHY = "These words stand on a list that was brought in. Its reason is not written down yet."
_LONGEST_SHOWN = 60
_LONGEST_NAME = 48
_SHORT = 2
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


def rule_of(
    phrases: Sequence[str],
    defaults: Defaults,
    rather: Sequence[str] = (),
    *,
    message: str = "",
    why: str = "",
    unless: Sequence[str] = (),
) -> Form:
    """A trial rule that looks for the phrases and offers `rather`, with examples of its own.

    Raises Unusable naming the first thing that cannot be.
    """
    parsed = [phrase_of(phrase, defaults) for phrase in phrases]
    if len(parsed) > limit("rule_phrases"):
        raise Unusable(
            f"These are {len(parsed)} phrases for one rule.",
            f"Split them: a rule has {limit('rule_phrases')} at most.",
        )
    better = list(dict.fromkeys(filter(None, (text.strip() for text in rather))))
    if len(better) > MOST_SUGGESTIONS:
        raise Unusable(
            f"{len(better)} suggestions are more than a reader compares.",
            f"Keep the best {MOST_SUGGESTIONS}.",
        )
    exceptions = [*unless, *_around(better, parsed, defaults)]
    finder = _finder(parsed, [phrase_of(phrase, defaults) for phrase in exceptions])
    form: Form = {
        "severity": defaults.severity,
        "phrases": list(phrases),
        "message": message or _message(parsed),
        "why": why or _WHY,
        "sources": [HOUSE],
        "trial": True,
    }
    if exceptions:
        form["unless"] = exceptions
    if better:
        form["suggestions"] = [{"text": text, "replaces": "match"} for text in better]
    form["examples"] = {
        "flags": [flagged(phrase, finder) for phrase in parsed],
        "passes": [
            sentence for text in better if not slots(text) and (sentence := passed(text, finder))
        ],
    }
    return form


def phrase_of(source: str, defaults: Defaults) -> Phrase:
    """The phrase; raises Unusable where it cannot be read, or would be found everywhere."""
    try:
        phrase = parse(source, defaults.classes)
    except PhraseError as error:
        raise Unusable(str(error), "Write it in the phrase syntax.") from None
    letters = max(map(len, next(surfaces(phrase), "").split()), default=0)
    if not phrase.literal and letters <= _SHORT:
        raise Unusable(
            f"“{source.strip()}” is so short that it stands in many words' place.",
            "Add a word that stands beside it.",
        )
    return phrase


def name_of(phrase: str) -> str:
    """The second half of an id, from the words of a phrase: small letters, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", phrase).encode("ascii", "ignore").decode().lower()
    name = _NOT_IN_NAMES.sub("-", plain.replace("'", "")).strip("-")
    if not name:
        # Marks and other scripts are named by their numbers.
        name = "-".join(f"u{ord(character):x}" for character in phrase.strip()[:8])
    return (
        name
        if len(name) <= _LONGEST_NAME
        else name[:_LONGEST_NAME].rpartition("-")[0] or name[:_LONGEST_NAME]
    )


def _finder(phrases: Sequence[Phrase], unless: Sequence[Phrase] = ()) -> Finder:
    try:
        return Finder(phrases, unless)
    except PhraseError as error:
        raise Unusable(str(error), "Split it, or use fewer alternatives and gaps.") from None


def _message(phrases: Sequence[Phrase]) -> str:
    shown = next(surfaces(phrases[0]), "")
    plain = len(phrases) == 1 and "*" not in phrases[0].source
    if not plain or not shown or len(shown) > _LONGEST_SHOWN:
        return "These words may be heard differently than they are meant."
    return f"“{shown}” may be heard differently than it is meant."


def _around(better: Sequence[str], phrases: Sequence[Phrase], defaults: Defaults) -> list[str]:
    """The suggestions that hold a phrase and more words: within them nothing is found."""
    finder, start = _finder(phrases), carried("{}").index("{}")
    exceptions = []
    for text in better:
        spans = finder.spans(carried(text))
        if (start, start + len(text)) in spans or (spans and slots(text)):
            raise Unusable(
                f"The better words “{text}” are found again as “{phrases[0].source.strip()}”.",
                "Choose words without it. Capitals make no difference here.",
            )
        if spans:
            exceptions.append(phrase_of(text.rstrip(".!?"), defaults).source)
    return exceptions
