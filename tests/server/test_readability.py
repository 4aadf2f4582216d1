"""The reading grade: offline, right, and with nothing kept."""

from __future__ import annotations

import gc
import socket
import sys
import threading
from functools import _lru_cache_wrapper
from importlib import import_module

import pytest

from stage import World
from unruffle import readability

PLAIN = (
    "We sent you the wrong lamp, and I am sorry. A new one goes out today. It is with you on "
    "Friday. You can keep the old one or give it to a friend. Please tell me if it does not come."
)
OFFICIAL = (
    "Notwithstanding the aforementioned considerations, reimbursement necessitates comprehensive "
    "documentation substantiating the authenticity of the transaction, including unambiguous "
    "identification of the individual authorizing the expenditure, notarized certification, and "
    "supplementary correspondence regarding circumstances."
)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError("no connection is made")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_plain_words_read_easier_than_official_ones() -> None:
    """In years of school."""
    plain, official = readability.grade(PLAIN, 5), readability.grade(OFFICIAL, 1)
    assert plain is not None
    assert official is not None
    assert plain < 4
    assert official > 20


def test_the_grade_is_that_of_the_published_formula() -> None:
    """Thirty words of one syllable in three sentences."""
    text = " ".join(["One two three four five six eight nine ten red."] * 3)
    assert readability.grade(text, 3) == round(0.39 * 10 + 11.8 * 1 - 15.59, 1)


def test_few_words_have_no_grade() -> None:
    """A grade of a line in a chat would say nothing."""
    assert readability.grade("Thanks, it is on its way.", 1) is None
    assert readability.grade("", 0) is None


def test_nothing_of_a_text_is_kept() -> None:
    """Neither the text nor a word that only it has stays in a cache."""
    word = "Zorblaxian"
    readability.grade(f"{PLAIN} {word} {word}.", 6)
    assert import_module("textstat.backend.utils._get_pyphen").get_pyphen("en_US").hd.cache == {}
    texts = [
        wrapped
        for wrapped in gc.get_objects()
        if isinstance(wrapped, _lru_cache_wrapper)
        and getattr(wrapped, "__module__", "").startswith("textstat.")
        and wrapped.__name__ != "get_pyphen"
    ]
    assert len(texts) > 20
    assert {wrapped.__name__ for wrapped in texts if wrapped.cache_info().currsize} == set()


def test_nltk_is_not_loaded() -> None:
    """It takes memory, and downloads what it misses."""
    readability.grade(PLAIN, 5)
    assert "nltk" not in sys.modules


def test_many_threads_agree() -> None:
    """One at a time uses the shared caches."""
    found: set[float | None] = set()

    def work() -> None:
        found.update(readability.grade(PLAIN, 5) for _ in range(50))

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(found) == 1


def test_a_check_reports_the_grade(world: World) -> None:
    """Over what was scanned; null for a few words."""
    answer = world.post("check", {"text": f"{PLAIN}\n\nKind regards,\nAna Notwithstanding"})
    scanned = f"{PLAIN} Kind regards"
    assert answer.get_json()["readability"]["grade"] == readability.grade(scanned, 6)
    short = world.post("check", {"text": "Thanks, it is on its way."})
    assert short.get_json()["readability"]["grade"] is None
