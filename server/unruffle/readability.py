"""The reading grade of a draft: textstat, offline and with nothing kept.

As installed, textstat downloads a dictionary at the first call and keeps texts in its caches. Here
the dictionary comes from a package, and the caches are emptied after every call.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, Final

#: Of fewer words a grade would say nothing.
FEWEST_WORDS: Final = 30
_LANGUAGE: Final = "en_US"
# The loader of textstat's dictionary is the one place that uses nltk: 40 MB that are not needed.
_UNUSED: Final = "nltk"
_SYLLABLES: Final = "textstat.backend.counts._count_syllables"
_lock = threading.Lock()


def grade(text: str, sentences: int) -> float | None:
    """The Flesch-Kincaid grade: years of school in the US; None for fewer than thirty words.

    `text` is what was scanned, with `sentences` as the core counts them.
    """
    from textstat.backend.metrics import syllables_per_word, words_per_sentence  # noqa: F401

    textstat, empty = _textstat()
    plain = text.replace("’", "'")
    # One caller at a time: the caches are shared, and are emptied in between.
    with _lock:
        words = textstat.lexicon_count(plain)
        syllables = textstat.syllable_count(plain) if words >= FEWEST_WORDS else 0
        empty()
    if not syllables:
        return None
    return round(0.39 * words / sentences + 11.8 * syllables / words - 15.59, 1)
