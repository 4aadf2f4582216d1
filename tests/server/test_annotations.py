"""LanguageTool's `data`: whatever it holds, and what of it is read how often."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from drawn import examples
from stage import World, make_settings, make_world
from unruffle.core.units import utf16
from unruffle.languagetool import answer

_SAID = st.sampled_from(
    [
        "Please ",
        "calm",
        " down",
        "calm down",
        ". ",
        "\n\n",
        "<b>",
        "&nbsp;",
        "😀",
        "e\u0301",
        '"',
        "",
    ]
) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
_ITEM = st.one_of(
    st.fixed_dictionaries({"text": _SAID}),
    st.fixed_dictionaries({"text": _SAID}),
    st.fixed_dictionaries({"markup": _SAID}, optional={"interpretAs": _SAID}),
)
_ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _SAID,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "annotation", "markup", "interpretAs", "other"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def open_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world that answers clients of the machine itself without a key."""
    yield from make_world(make_settings(tmp_path_factory.mktemp("open"), languagetool="open"))


def _ask(world: World, data: str) -> TestResponse:
    return world.client.post("/v2/check", data={"language": "en-US", "data": data})


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@examples(150)
@given(st.lists(_ITEM, max_size=12))
def test_every_match_lies_inside_what_was_written(
    open_world: World, items: list[dict[str, str]]
) -> None:
    """In UTF-16 units of text and markup together; sentences too, and the excerpt in itself."""
    written = "".join(item.get("text", item.get("markup", "")) for item in items)
    given = _ask(open_world, json.dumps({"annotation": items}))
    assert given.status_code == 200, given.text
    found = given.get_json()
    for match in found["matches"]:
        assert 0 <= match["offset"] <= match["offset"] + match["length"] <= _units(written)
        around = match["context"]
        assert (
            0 <= around["offset"] <= around["offset"] + around["length"] <= _units(around["text"])
        )
    for start, end in found["sentenceRanges"]:
        assert 0 <= start <= end <= _units(written)


@examples(150)
@given(_ODD.map(json.dumps) | st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_data_of_any_shape_is_read_or_refused(open_world: World, data: str) -> None:
    """As one line that is no stumble."""
    given = _ask(open_world, data)
    assert given.status_code == 200 or (given.status_code, given.text[:7]) == (400, "Error: ")


def test_much_markup_is_counted_once(open_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """And not for each match: that took seconds for one request."""
    read: list[int] = []

    def counted(text: str) -> Callable[[int], int]:
        read.append(len(text))
        return utf16(text)

    monkeypatch.setattr(answer, "utf16", counted)
    markup: dict[str, Any] = {"markup": "🙏" * 5_000}
    items = [markup, {"text": "Please calm down. " * 100}]
    found = _ask(open_world, json.dumps({"annotation": items})).get_json()["matches"]
    assert len(found) == 100
    assert sum(length > 5_000 for length in read) == 1
