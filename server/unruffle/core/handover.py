"""A note for the colleague who takes over: only sentences that stand in the conversation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from unruffle.core.earlier import Earlier, Said
from unruffle.core.parts import Parts
from unruffle.core.promises import promises
from unruffle.core.tokens import Sentence

_MOST = 6
_LONGEST = 200
_SHOWS_A_FACT = ("problem", "trouble")


def note(parts: Parts) -> str:
    """Facts, promises and open questions, each as it was written; empty parts are left out."""
    earlier = parts.earlier
    if earlier is None:
        return ""
    blocks = (
        ("What the customer wrote", _facts(earlier)),
        ("What we promised", [_dated(p.text, p.at) for p in promises(earlier)]),
        ("Open questions", list(_questions(earlier))),
    )
    return "\n\n".join(
        "\n".join([f"{title}:", *(f"- {_short(line)}" for line in lines[-_MOST:])])
        for title, lines in blocks
        if lines
    )


def _facts(earlier: Earlier) -> list[str]:
    """Sentences of the customer with a number or with what went amiss, each once."""
    found: dict[str, None] = {}
    for said in earlier.theirs:
        shown = [e.start for e in said.situation.evidence if _is_fact(e.shows)]
        for sentence in said.parts.body:
            text = _text(said, sentence)
            if "?" not in text and (
                any(map(str.isdigit, text))
                or any(sentence.start <= start < sentence.end for start in shown)
            ):
                found[_dated(text, said.turn.at)] = None
    return list(found)


def _is_fact(shows: str) -> bool:
    return shows in _SHOWS_A_FACT or shows.startswith("cause:")


def _questions(earlier: Earlier) -> Iterator[str]:
    """What the customer asked since our last turn."""
    said = earlier.said
    ours = [number for number, one in enumerate(said) if one.ours]
    for one in said[ours[-1] + 1 :] if ours else said:
        for sentence in one.draft.tokens.sentences:
            if "?" in _text(one, sentence):
                yield _text(one, sentence)


def _text(said: Said, sentence: Sentence) -> str:
    return " ".join(said.turn.text[sentence.start : sentence.end].split())


def _dated(text: str, at: datetime | None) -> str:
    return f"{text} ({at:%d %b})" if at else text


def _short(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


NOTES: dict[str, Callable[[Parts], str]] = {"C20": note, "C24": note, "C35": note}
