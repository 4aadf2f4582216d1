"""The reading grade of a draft: textstat, offline and with nothing kept.

As installed, textstat downloads a dictionary at its first call and keeps texts in its caches. Here
the dictionary is that of a package, and the caches are emptied after every call.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, Final

#: Of fewer words a grade would say nothing.
FEWEST_WORDS: Final = 30
_COUNTS: Final = "textstat.backend.counts._count_syllables"
_PYPHEN: Final = "textstat.backend.utils._get_pyphen"
# Only the loader of textstat's own dictionary needs nltk, which takes 40 MB and half a second.
_UNUSED: Final = "nltk"
_lock: Final = threading.Lock()


def grade(text: str, sentences: int) -> float | None:
    """The Flesch-Kincaid grade, in years of school in the US; None for fewer than thirty words.

    `text` is what the core scanned, and `sentences` how many it counted there.
    """
    textstat, empty = _textstat()
    plain = text.replace("’", "'")
    # The caches are shared: one caller at a time fills and empties them.
    with _lock:
        try:
            words = textstat.lexicon_count(plain)
            if words < FEWEST_WORDS:
                return None
            syllables = textstat.syllable_count(plain)
        finally:
            empty()
    years: float = 0.39 * words / sentences + 11.8 * syllables / words - 15.59
    return round(years, 1)


@cache
def _textstat() -> tuple[Any, Callable[[], None]]:
    """An own textstat for English, and what empties everything in which it keeps words."""
    placed = _UNUSED not in sys.modules
    if placed:
        sys.modules[_UNUSED] = ModuleType(_UNUSED)
    try:
        from textstat.textstat import textstatistics
    finally:
        if placed:
            del sys.modules[_UNUSED]
    from pysyllables import SYLLABLE_COUNTS

    table = _Syllables(SYLLABLE_COUNTS)
    counts: Any = import_module(_COUNTS)
    counts.get_cmudict = lambda _language: table
    own = textstatistics()
    own.set_lang("en_US")
    hyphens = import_module(_PYPHEN).get_pyphen("en_US").hd.cache
    caches = {
        id(thing): thing
        for module in list(sys.modules.values())
        if module.__name__.startswith("textstat.")
        for name, thing in vars(module).items()
        if hasattr(thing, "cache_clear") and name != "get_pyphen"
    }.values()

    def empty() -> None:
        for kept in caches:
            kept.cache_clear()
        hyphens.clear()

    return own, empty


class _Syllables:
    """The dictionary as textstat wants it: of the phones of a word, those with a digit count."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        # Made once: a draft asks for each of its words.
        self._phones = {count: [["0"] * count] for count in set(counts.values())}

    def __getitem__(self, word: str) -> list[list[str]]:
        return self._phones[self._counts[word]]
