"""The reading grade of a draft: textstat, offline and with nothing kept.

As installed, textstat downloads a dictionary at its first call and keeps texts in its caches. Here
the dictionary is that of a package, and the caches are emptied after every call.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Final, NamedTuple

#: Of fewer words a grade would say nothing.
FEWEST_WORDS: Final = 30
_WORDS: Final = "textstat.backend.selections._list_words"
_PYPHEN: Final = "textstat.backend.utils._get_pyphen"
# Only the loader of textstat's own dictionary needs nltk, which takes 40 MB and half a second.
_UNUSED: Final = "nltk"
_lock: Final = threading.Lock()


def grade(text: str, sentences: int) -> float | None:
    """The Flesch-Kincaid grade, in years of school in the US; None for fewer than thirty words.

    `text` is what the core scanned, and `sentences` how many it counted there.
    """
    textstat = _textstat()
    plain = text.replace("’", "'")
    # The caches are shared: one caller at a time fills and empties them.
    with _lock:
        try:
            words = textstat.words(plain)
            if len(words) < FEWEST_WORDS:
                return None
            syllables = sum(map(textstat.syllables, words))
        finally:
            textstat.empty()
    return round(0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59, 1)


class _Textstat(NamedTuple):
    """What textstat takes for the words of a text, and how many syllables each has.

    `empty` empties everything in which it keeps words.
    """

    words: Callable[[str], list[str]]
    syllables: Callable[[str], int]
    empty: Callable[[], None]


@cache
def _textstat() -> _Textstat:
    """An own textstat for English.

    Its count of syllables looks each word up in its dictionary and asks for the hyphens of one
    that is not there. The same is done here, since it makes a list of phones for each word.
    """
    placed = _UNUSED not in sys.modules
    if placed:
        sys.modules[_UNUSED] = ModuleType(_UNUSED)
    try:
        list_words = import_module(_WORDS).list_words
    finally:
        if placed:
            del sys.modules[_UNUSED]
    from pysyllables import SYLLABLE_COUNTS

    hyphens = import_module(_PYPHEN).get_pyphen("en_US")
    caches = {
        id(thing): thing
        for module in list(sys.modules.values())
        if module.__name__.startswith("textstat.")
        for name, thing in vars(module).items()
        if hasattr(thing, "cache_clear") and name != "get_pyphen"
    }.values()

    def words(text: str) -> list[str]:
        found: list[str] = list_words(text, lowercase=True)
        return found

    def syllables(word: str) -> int:
        return SYLLABLE_COUNTS.get(word) or len(hyphens.positions(word)) + 1

    def empty() -> None:
        for kept in caches:
            kept.cache_clear()
        hyphens.hd.cache.clear()

    return _Textstat(words, syllables, empty)
