"""Every limit that a draft or a phrase list can meet, in one table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound with its unit, what to do about it, and the code of the refusal, if it is one."""

    value: int
    unit: str
    help: str
    code: str = ""


LIMITS: dict[str, Limit] = {
    "text": Limit(100_000, "UTF-16 units", "A longer draft is not scanned."),
    "findings": Limit(200, "findings", "Of more findings the first ones are reported."),
    "phrase": Limit(400, "characters", "Split it into two phrases.", "phrase-too-long"),
    "literal": Limit(20, "characters", "Keep the marks that matter.", "phrase-too-long"),
    "words": Limit(20, "words", "Keep those that carry the harm.", "phrase-too-many-words"),
    "gaps": Limit(3, "gaps", "Use fewer ~n.", "phrase-too-many-gaps"),
    "gap_width": Limit(12, "words in a gap", "Use ~12 at most.", "phrase-gap-too-wide"),
    "wordings": Limit(
        2_000,
        "wordings in one place",
        "Split its alternatives into several phrases.",
        "phrase-too-many-wordings",
    ),
    "rule_phrases": Limit(2_000, "phrases", "Split the rule."),
    "nodes": Limit(
        4,
        "nodes for each place in the phrases",
        "Use fewer alternatives in phrases that begin alike.",
        "phrases-too-many-wordings",
    ),
    "fan_out": Limit(
        1_000,
        "states that one first word leads to",
        "Use fewer or narrower gaps (~n) after it.",
        "phrases-too-costly",
    ),
}


def limit(name: str) -> int:
    """The bound called `name`."""
    return LIMITS[name].value
