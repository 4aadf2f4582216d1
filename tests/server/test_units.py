"""Offsets on the wire count UTF-16 code units."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from unruffle.core.units import utf16, utf16_length


@given(st.text(max_size=60))
def test_every_offset_equals_the_length_of_the_encoded_prefix(text: str) -> None:
    """Also for emoji, for combining marks and for the end of the text."""
    unit = utf16(text)
    for offset in range(len(text) + 1):
        assert unit(offset) == len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
    assert utf16_length(text) == unit(len(text))


def test_a_lone_surrogate_counts_one() -> None:
    """As in JavaScript; the command line may meet one."""
    assert utf16("a\ud800b")(3) == 3
