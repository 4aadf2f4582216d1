"""The shape of a whole reply: its four phases, and where it is warm and where competent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from unruffle.core.parts import Parts
from unruffle.core.types import Phase, Technique, Tone

#: The emotional half of a reply; the other two phases are the practical half.
EMOTIONAL: tuple[Phase, ...] = ("listen", "defuse")
# What warms and what shows competence; a sentence with both counts as warm.
_WARM = ("T01", "T04", "T06", "T07", "T08", "T09", "T24", "T26", "thanks", "acknowledgment")
_COMPETENT = ("T12", "T13", "T14", "T15", "T16", "T17", "T18", "T19", "T22", "owned-step", "option")


def phases(techniques: Iterable[Technique]) -> dict[Phase, float | None]:
    """The share of the expected techniques that are present, by phase; None where none is."""
    shares: dict[Phase, float | None] = {}
    listed = list(techniques)
    for phase in get_args(Phase):
        wanted = [one.present for one in listed if one.phase == phase and one.expected]
        shares[phase] = sum(wanted) / len(wanted) if wanted else None
    return shares


def strip(parts: Parts) -> tuple[Tone, ...]:
    """The tone of each sentence, in order: warm at both ends with competence between works best.

    After Packard, Li & Berger 2024.
    """
    warm, competent = parts.sentences(*_WARM), parts.sentences(*_COMPETENT)
    return tuple(
        "warm" if number in warm else "competent" if number in competent else "plain"
        for number in range(len(parts.draft.tokens.sentences))
    )
