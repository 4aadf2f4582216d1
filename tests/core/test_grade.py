"""The core counts what was scanned, and asks for a grade what it was given: no network."""

from __future__ import annotations

import socket

import pytest

from coach import result
from unruffle import readability
from unruffle.core.types import Readability

LETTER = (
    "Hi Ana,\n\n"
    "We sent you the wrong lamp, and I am sorry. A new one goes out today. It is with you on "
    "Friday. You can keep the old one or give it to a friend.\n\n"
    "> Notwithstanding the aforementioned considerations\n\n"
    "Kind regards,\nBernd from Customer Experience"
)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError("no connection is made")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_without_a_reader_there_is_no_grade() -> None:
    """The counts are the core's own; the sign-off is a line of its own."""
    assert result(LETTER).readability == Readability(38, 6, 12, None)


def test_quotes_and_the_signature_are_not_graded() -> None:
    """The same grade with and without them."""
    plain = LETTER.partition("\n\n>")[0] + "\n\nKind regards,"
    whole, alone = (result(text, grade=readability.grade).readability for text in (LETTER, plain))
    assert whole == alone
    assert whole.grade is not None
    assert whole.grade < 4
