"""Approved wording made from a finding: it covers the words around the place, and can be read."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unruffle.core.allowing import allowing
from unruffle.core.limits import limit
from unruffle.core.match import Matcher
from unruffle.core.phrases import parse
from unruffle.core.tokens import tokenize

LONG = " ".join(f"word{n}" for n in range(40))


@pytest.mark.parametrize(
    ("text", "place", "phrase"),
    [
        (
            "Hello. Please calm down, we are on it! Bye.",
            "calm down",
            "Please calm down we are on it",
        ),
        ("Hi {{name}}, you can't have it {{date}}.", "can't", "you can't have it"),
        ("Please [calm] *down* (now) ~3 a|b.", "calm", "calm"),
        ("It costs 24h and 3.30, e.g. today.", "costs", "It costs 24h and 3.30 e.g. today"),
        ("Pro\u00adcess it.", "it", "it"),
        ("Never!! Again.", "!!", None),
        ("One two. Three four.", "two. Three", None),
        ("{{calm down}}", "calm down", None),
        ("> calm down", "calm down", None),
        ("Straße für über 100 %.", "für", "Straße für über 100"),
    ],
)
def test_a_phrase_covers_the_part_of_the_sentence(
    text: str, place: str, phrase: str | None
) -> None:
    """It ends with the sentence, at a placeholder, and at signs that a phrase does not cross."""
    start = text.index(place)
    assert allowing(text, [(start, start + len(place))]) == [phrase]


def test_a_long_sentence_gives_the_words_around_the_place() -> None:
    """As many as a phrase may have, the place in their middle."""
    start = LONG.index("word20")
    words = (allowing(LONG, [(start, start + 6)])[0] or "").split()
    assert len(words) == limit("words")
    assert words.index("word20") in (9, 10)


@given(
    st.text("aB 9'’.-!?{}[]()*~@|^$\\\n>é\u00ad\u0301", max_size=60),
    st.integers(0, 60),
    st.integers(0, 8),
)
def test_whatever_is_given_a_phrase_can_be_read_and_covers(text: str, start: int, n: int) -> None:
    """Or there is none."""
    (phrase,) = allowing(text, [(start, start + n)])
    if phrase is not None:
        hits = Matcher([(parse(phrase), 0)]).find(tokenize(text), text)
        assert any(hit[1] <= start and hit[2] >= start + n for hit in hits)


def test_many_places_of_a_long_text_take_no_longer_than_their_number() -> None:
    """The text is read once."""
    text = "Please calm down, all is well. " * 3_000
    places = [(at * 31 + 7, at * 31 + 16) for at in range(0, 3_000, 15)]
    begun = process_time()
    assert set(allowing(text, places)) == {"Please calm down all is well"}
    assert process_time() - begun < 2
