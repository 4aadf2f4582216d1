"""The anatomy of an apology: which of its six parts a draft has.

The more parts, the better it works; responsibility and repair count most (Lewicki, Polin & Lount
2016). What each part says is data: features and techniques.
"""

from __future__ import annotations

from unruffle.core.parts import Parts
from unruffle.core.types import Apology

# Each part with the techniques and features that show it.
_REGRET = ("T07",)
_RESPONSIBILITY = ("T08",)
_EXPLANATION = ("T16",)
_REPAIR = ("T12",)
_REPENTANCE = ("repentance",)
_FORGIVENESS = ("forgiveness",)


def apology(parts: Parts) -> Apology | None:
    """The parts of the apology; None when the draft neither regrets nor takes responsibility."""
    if not parts.has("apology", *_REGRET, *_RESPONSIBILITY):
        return None
    return Apology(
        regret=parts.has("apology", *_REGRET),
        responsibility=parts.has(*_RESPONSIBILITY),
        explanation=parts.has(*_EXPLANATION),
        repair=parts.has(*_REPAIR),
        repentance=parts.has(*_REPENTANCE),
        forgiveness=parts.has(*_FORGIVENESS),
    )
