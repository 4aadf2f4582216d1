"""How much a check does, counted."""

from __future__ import annotations

import sys
from typing import Any

from unruffle.core.check import check
from unruffle.core.rulebook import Rulebook
from unruffle.core.types import Context, Turn


def steps(text: str, rulebook: Rulebook) -> int:
    """How many lines of Python a check runs: the same on every machine."""
    count = 0

    def trace(_frame: object, event: str, _value: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    sys.settrace(trace)
    try:
        check(text, rulebook, Context((Turn("customer", text),)))
    finally:
        sys.settrace(None)
    return count
