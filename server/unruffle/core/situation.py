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

_Found = Mapping[str, list[Match]]
_HEAT = ("heat:1", "heat:2", "heat:3")
_CALM = "calm"
_SUPPOSED = "supposed"
# Shows a complaint where it is told; where it is asked about, it does not.
_WHERE_TOLD = ("trouble", *(f"cause:{cause}" for cause in CAUSES))
_UNLESS_SUPPOSED = ("problem", *_WHERE_TOLD)
#: Every cue that may be looked for, by whose words it is looked for in.
CUES: dict[str, tuple[str, ...]] = {
    "customer": (
        *("abuse", *_UNLESS_SUPPOSED, *_HEAT, "tone", "praise"),
        *("question", "request", _SUPPOSED, _CALM),
        *(f"asked:{asked}" for asked in ASKED),
    ),
    # The first that is found decides.
    "draft": ("complaint", "refusal", "bad-news", "praise"),
}
_HOTTEST = 3
# So many words of feeling are hotter together than each is alone.
_MANY = 3
# What begins with one set of characters, once, is found soonest.
_MARKS = re.compile(r"[!?][!?]")
_CAPITALS = re.compile(r"[A-Z][A-Z]{2}")
_SHOUTED = re.compile(r"(?:\b[A-Z]{3,}\b\W{1,3}){2}")


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one side, compiled; the target of a phrase is the index of its name."""

    of: Literal["customer", "draft"]
    names: tuple[str, ...]
    matcher: Matcher

    def found(self, tokens: Tokens, scanned: str) -> dict[str, list[Match]]:
        """Matches by the name of their cue, in the order of the text; what is calm is left out."""
        found: dict[str, list[Match]] = defaultdict(list)
        for targets, start, end, token in self.matcher.find(tokens, scanned):
            for target in targets:
                found[self.names[target]].append(Match(start, end, token))
        calm = Places(found.pop(_CALM, ()), tokens.sentence_of)
        standing = {
            name: sorted((m for m in matches if not calm.cover(m)), key=lambda m: m.start)
            for name, matches in found.items()
        }
        return {name: matches for name, matches in standing.items() if matches}

    def evidence(self, found: _Found, names: Iterable[str]) -> list[Evidence]:
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
    real = _ahead(found, _UNLESS_SUPPOSED, _SUPPOSED, tokens)
    found = {name: found[name] for name in found if name not in _UNLESS_SUPPOSED} | real
    personal = [n for n in found if n.startswith(f"{PERSONAL}:") and PERSONAL not in silent]
    asking = {n: s for n, s in enumerate(tokens.sentences) if "?" in scanned[s.start : s.end]}
    # "Charged twice??" does not ask.
    plainly = [n for n, s in asking.items() if "??" not in scanned[s.start : s.end]]
    told = _ahead(found, _WHERE_TOLD, "question", tokens, plainly)
    asked = tuple(name for name in ASKED if f"asked:{name}" in found)
    kind = _kind(found, told=bool(told), marked=bool(asking), asks=bool(asked))
    troubled = kind in ("complaint", "abuse")
    causes = [cause for cause in CAUSES if troubled and f"cause:{cause}" in found]
    heat = _heat(found, scanned) if troubled else 0
    shown = [
        *("abuse", "problem", "trouble", *_HEAT, "tone") * troubled,
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
            *(Evidence("customer", s.start, s.end, "question") for s in asking.values()),
        ),
    )


def of_draft(cues: Cues, tokens: Tokens, scanned: str) -> Situation:
    """The kind that the agent's own words show; nothing is known then of the customer's mood."""
    found = cues.found(tokens, scanned)
    for kind in cues.names:
        if kind in found:
            return Situation(kind=kind, evidence=tuple(cues.evidence(found, (kind,))))
    return Situation()


def _ahead(
    found: _Found, names: tuple[str, ...], opener: str, tokens: Tokens, asking: Iterable[int] = ()
) -> dict[str, list[Match]]:
    """The matches ahead of the first `opener` of their sentence; one that is `asking` needs one."""
    sentence, opened = tokens.sentence_of, dict.fromkeys(asking, -1)
    for match in reversed(found.get(opener, ())):
        opened[sentence[match.token]] = match.start
    ahead = {
        name: [m for m in found.get(name, ()) if m.start <= opened.get(sentence[m.token], m.start)]
        for name in names
    }
    return {name: matches for name, matches in ahead.items() if matches}


def _kind(found: _Found, *, told: bool, marked: bool, asks: bool) -> str:
    if "abuse" in found:
        return "abuse"
    if told or any(name in found for name in ("problem", *_HEAT)):
        return "complaint"
    if marked or ("praise" not in found and (asks or "question" in found or "request" in found)):
        return "question"
    return "praise" if "praise" in found else "unknown"


def _heat(found: _Found, scanned: str) -> int:
    """0 to 3: the hottest words, and one more when there are many or they are shouted."""
    if "abuse" in found:
        return _HOTTEST
    levels = ("tone" in found, *(level * (n in found) for level, n in enumerate(_HEAT, 1)))
    many = sum(len(found.get(name, ())) for name in _HEAT) >= _MANY
    return min(_HOTTEST, max(levels) + (many or _is_shouted(scanned)))


def _is_shouted(scanned: str) -> bool:
    if _MARKS.search(scanned):
        return True
    # Most messages hold no word in capitals, which is sooner seen than that there are not two.
    return bool(_CAPITALS.search(scanned) and _SHOUTED.search(scanned))
