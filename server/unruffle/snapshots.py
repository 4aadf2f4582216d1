"""Snapshots as the database keeps them, as text, and the rulebook of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from unruffle.core.rulebook import Rulebook, compile_rulebook
from unruffle.lists import loader


def text_of(snapshot: Mapping[str, Any]) -> str:
    """The snapshot as JSON; equal snapshots are equal texts."""
    return json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


# It takes seconds, and a server that starts publishes the very text that it then serves.
@lru_cache(maxsize=1)
def rulebook_of(text: str) -> Rulebook:
    """The rulebook of a snapshot; the last one is kept.

    Raises core.rules.RuleError when it does not compile.
    """
    return compile_rulebook(json.loads(text))


def builtin() -> Rulebook:
    """The rulebook of the lists of this package. Raises core.rules.RuleError."""
    return rulebook_of(text_of(loader.load()))
