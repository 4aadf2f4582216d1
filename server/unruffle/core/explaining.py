"""What a phrase matches, in words that somebody who types one can check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from unruffle.core.phrases import parse
from unruffle.core.syntax import Atom, PhraseError
from unruffle.core.syntax import Choices as Wordings

#: Wordings that are shown of one phrase.
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Explained:
    """The first wordings of a phrase and whether there are `more`; or what stands against it."""

    phrase: str
    matches: tuple[str, ...] = ()
    more: bool = False
    problem: str = ""


def explain(source: str, classes: Mapping[str, Wordings]) -> Explained:
    """What a phrase stands for, or why it stands for nothing."""
    try:
        phrase = parse(source, classes)
    except PhraseError as error:
        return Explained(source, problem=str(error))
    if phrase.literal:
        return Explained(source, (phrase.literal,))
    found = [" ".join(map(_word, atoms)) for atoms in islice(phrase.wordings(), SHOWN + 1)]
    start, end = "(sentence start) " * phrase.at_start, " (sentence end)" * phrase.at_end
    shown = tuple(f"{start}{words}{end}" for words in dict.fromkeys(found[:SHOWN]))
    return Explained(source, shown, len(found) > SHOWN)


def _word(atom: Atom) -> str:
    match atom.kind:
        case "star":
            return f"{atom.text}…"
        case "gap":
            return f"(up to {atom.width} words)"
        case "number":
            return "(a number)"
    return atom.text
