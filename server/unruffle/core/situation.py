"""What kind of contact a draft answers: read from the customer's words, else from the draft.

Cues are data (lists/situation.toml). Nothing here guesses: without a cue the kind is `unknown`,
and whatever needs to know it stays silent.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from unruffle.core.match import Match, Matcher
from unruffle.core.places import Places
from unruffle.core.tokens import Tokens
from unruffle.core.types import ASKED, CAUSES, PERSONAL, Evidence, Situation

_HEAT = ("heat:1", "heat:2", "heat:3")
_CALM = "calm"
#: Every cue that may be looked for, by whose words it is looked for in.
CUES: dict[str, tuple[str, ...]] = {
    "customer": (
        *("abuse", "problem", *_HEAT, "praise", "question", _CALM),
        *(f"cause:{cause}" for cause in CAUSES),
        *(f"asked:{asked}" for asked in ASKED),
    ),
    # The first that is found decides.
    "draft": ("complaint", "refusal", "bad-news", "praise"),
}
_HOTTEST = 3
# So many words of feeling are hotter together than each is alone.
_MANY = 3
_SHOUTED = re.compile(r"!{2,}|\?{2,}|!\?|\?!|(?:\b[A-Z]{3,}\b\W{1,3}){2}")


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one side, compiled; a match carries the index of its name."""

    of: Literal["customer", "draft"]
    names: tuple[str, ...]
    matcher: Matcher

    def found(self, tokens: Tokens, scanned: str) -> dict[str, list[Match]]:
        """Matches by the name of their cue, in the order of the text; what is calm is left out."""
        found: dict[str, list[Match]] = defaultdict(list)
        for match in self.matcher.find(tokens, scanned):
            found[self.names[match.target]].append(match)
        calm = Places(found.pop(_CALM, ()), tokens.sentence_of)
        standing = {
            name: sorted((m for m in matches if not calm.cover(m)), key=lambda m: m.start)
            for name, matches in found.items()
        }
        return {name: matches for name, matches in standing.items() if matches}

    def evidence(self, found: Mapping[str, list[Match]], names: Iterable[str]) -> list[Evidence]:
        """The first words that show each of the names; of `personal:x` it is x that is shown."""
        return [
            Evidence(self.of, first.start, first.end, name.removeprefix(f"{PERSONAL}:"))
            for name in names
            if name in found
            for first in found[name][:1]
        ]


def of_customer(cues: Cues, tokens: Tokens, scanned: str, silent: frozenset[str]) -> Situation:
    """The situation that a customer's message shows; `silent` cues and causes are not looked at."""
    found = cues.found(tokens, scanned)
    personal = [name for name in found if name.startswith(f"{PERSONAL}:")]
    if PERSONAL in silent:
        found = {name: found[name] for name in found if name not in personal}
        personal = []
    questions = [s for s in tokens.sentences if "?" in scanned[s.start : s.end]]
    kind = _kind(found, asks=bool(questions))
    troubled = kind in ("complaint", "abuse")
    causes = [cause for cause in CAUSES if troubled and f"cause:{cause}" in found]
    asked = tuple(name for name in ASKED if f"asked:{name}" in found)
    heat = _heat(found, scanned) if troubled else 0
    shown = [
        *("abuse", "problem", *_HEAT) * troubled,
        *(f"cause:{cause}" for cause in causes),
        *personal,
        *(f"asked:{name}" for name in asked),
        *("praise",) * (kind == "praise"),
    ]
    return Situation(
        kind=kind,
        upset=None if kind == "unknown" else heat > 0,
        heat=None if kind == "unknown" else heat,
        causes=(*causes, *(PERSONAL,) * bool(personal)),
        asked=asked,
        evidence=(
            *cues.evidence(found, shown),
            *(Evidence("customer", s.start, s.end, "question") for s in questions),
        ),
    )


def of_draft(cues: Cues, tokens: Tokens, scanned: str) -> Situation:
    """The kind that the agent's own words show; nothing is known then of the customer's mood."""
    found = cues.found(tokens, scanned)
    for kind in cues.names:
        if kind in found:
            return Situation(kind=kind, evidence=tuple(cues.evidence(found, (kind,))))
    return Situation()


def _kind(found: Mapping[str, list[Match]], *, asks: bool) -> str:
    if "abuse" in found:
        return "abuse"
    if any(name in found for name in ("problem", *_HEAT)):
        return "complaint"
    if asks or ("question" in found and "praise" not in found):
        return "question"
    return "praise" if "praise" in found else "unknown"


def _heat(found: Mapping[str, list[Match]], scanned: str) -> int:
    """0 to 3: the hottest words, and one more when there are many or they are shouted."""
    if "abuse" in found:
        return _HOTTEST
    hottest = max((level for level, name in enumerate(_HEAT, 1) if name in found), default=0)
    many = sum(len(found.get(name, ())) for name in _HEAT) >= _MANY
    shouted = _SHOUTED.search(scanned) is not None
    return min(_HOTTEST, hottest + (many or shouted))
