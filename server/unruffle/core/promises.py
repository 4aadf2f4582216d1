"""What we promised in earlier turns: the sentence, the acts in it and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from unruffle.core.dates import stated
from unruffle.core.earlier import Earlier, Said
from unruffle.core.parts import Parts
from unruffle.core.types import Dated

#: The check whose phrases tell promises and acts.
DRIFT = "C19"
_ACT = f"{DRIFT}/act-"


@dataclass(frozen=True, slots=True)
class Promise:
    """A sentence of ours about the future; `due` is None where it names no moment."""

    turn: int
    text: str
    at: datetime | None
    acts: frozenset[str]
    due: datetime | None


def promises(earlier: Earlier) -> list[Promise]:
    """Every promise that hung on nothing else, in the order in which they were made."""
    return [
        promise
        for number, said in enumerate(earlier.said)
        if said.ours
        for promise in promises_of(number, said)
    ]


def acts(parts: Parts, sentences: set[int] | None = None) -> set[str]:
    """The acts that are spoken of, in these sentences or anywhere."""
    return {
        name
        for name in parts.found
        if name.startswith(_ACT)
        and (sentences is None or not sentences.isdisjoint(parts.sentences(name)))
    }


def done(parts: Parts) -> set[int]:
    """The sentences that say that something is done."""
    return parts.sentences(f"{DRIFT}/done") - parts.sentences(f"{DRIFT}/undone")


def is_open(promise: Promise, earlier: Earlier) -> bool:
    """Whether nobody has said since that it was kept, or made it anew."""
    return not any(
        says_done(promise, said.parts)
        or (said.ours and says(promise, said.parts, said.parts.sentences(f"{DRIFT}/promise")))
        for said in earlier.said[promise.turn + 1 :]
    )


def says_done(promise: Promise, parts: Parts) -> bool:
    """Whether the act is said to be done, or all is said to be well."""
    well = parts.sentences(f"{DRIFT}/finished") - parts.sentences(f"{DRIFT}/undone")
    return bool(well) or says(promise, parts, done(parts))


def says(promise: Promise, parts: Parts, sentences: set[int]) -> bool:
    """Whether one of the sentences is about the act; of an act without a name any is."""
    return bool(sentences) and (not promise.acts or bool(promise.acts & acts(parts, sentences)))


def due_by_sentence(parts: Parts, at: datetime | None) -> dict[int, datetime]:
    """The last moment that each sentence names, seen from `at`."""
    tokens, due = parts.draft.tokens, dict[int, datetime]()
    for found in stated(tokens, at) if at else ():
        number = tokens.sentence_of[found.first]
        due[number] = max(found.until, due.get(number, found.until))
    return due


def dated(parts: Parts) -> tuple[Dated, ...]:
    """The sentences of the draft that promise something by a moment."""
    sentences = _promising(parts)
    due = due_by_sentence(parts, parts.draft.context.now) if sentences else {}
    spans = parts.draft.tokens.sentences
    return tuple(
        Dated(spans[number].start, spans[number].end, due[number])
        for number in sorted(sentences & due.keys())
    )


def _promising(parts: Parts) -> set[int]:
    return parts.sentences(f"{DRIFT}/promise") - parts.sentences(f"{DRIFT}/hanging")


def promises_of(number: int, said: Said) -> list[Promise]:
    """The promises of one turn of ours."""
    parts, at = said.parts, said.turn.at
    sentences = _promising(parts)
    due = due_by_sentence(parts, at) if sentences else {}
    found = []
    for sentence in sorted(sentences):
        span = parts.draft.tokens.sentences[sentence]
        text = parts.draft.text[span.start : span.end]
        acts_there = frozenset(acts(parts, {sentence}))
        found.append(Promise(number, text, at, acts_there, due.get(sentence)))
    return found
