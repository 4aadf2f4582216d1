"""Every limit that a phrase list or a draft can meet, in one table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound with its unit and the code of the error that reports it."""

    value: int
    unit: str
    code: str
    help: str


LIMITS: dict[str, Limit] = {
    "text": Limit(100_000, "UTF-16 units", "too-long", "A longer draft is not scanned."),
    "findings": Limit(200, "findings", "findings-cut", "A draft reports the first ones in order."),
    "phrase": Limit(400, "characters", "phrase-too-long", "Split a long phrase into two."),
    "literal": Limit(20, "characters", "phrase-too-long", "Keep the characters that matter."),
    "words": Limit(20, "words", "phrase-too-many-words", "Keep the words that carry the harm."),
    "gaps": Limit(3, "gaps", "phrase-too-many-gaps", "Use fewer ~n in one phrase."),
    "gap_width": Limit(12, "words", "phrase-gap-too-wide", "Use a gap of at most ~12."),
    "expansions": Limit(
        2_000,
        "wordings",
        "phrase-too-many-wordings",
        "Split the alternatives into several phrases.",
    ),
    "rule_phrases": Limit(2_000, "phrases", "rule-too-many-phrases", "Split the rule."),
    "nodes": Limit(
        4,
        "nodes per place in the phrases",
        "phrases-too-many-wordings",
        "Use fewer alternatives in phrases that begin alike.",
    ),
    "fan_out": Limit(
        500, "steps", "phrases-too-costly", "Use fewer or narrower gaps after this first word."
    ),
}


def limit(name: str) -> int:
    """The bound called `name`."""
    return LIMITS[name].value
