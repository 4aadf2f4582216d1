"""What a reply lacks and what it says too early: one small function a check."""

from __future__ import annotations

from unruffle.core.checks import CheckRule, Finder, Places
from unruffle.core.parts import Parts

#: Reported without a place: nothing can be pointed at.
_MISSING: Places = []


def no_apology(parts: Parts, _rule: CheckRule) -> Places:
    """C03: no word of apology anywhere."""
    return None if parts.has("apology") else _MISSING


FINDERS: dict[str, Finder] = {"C03": no_apology}
