"""Charts are well-formed, show what they are given as text, and say what is missing."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import example, given
from hypothesis import strategies as st

from unruffle.charts import Point, bars, over_time

HOSTILE = "<script>\"&'"


def test_a_line_breaks_where_nothing_is_known() -> None:
    """Four weeks of which one is hidden: three points and one line between two of them."""
    points = [Point("a", 2, 1, 3), Point("b", 4, 3, 5), Point("c", None), Point("d", 1, 0, 2)]
    chart = ElementTree.fromstring(over_time(points, label="x", unit="%", missing="y"))
    kinds = [part.get("class") for part in chart.iter()]
    assert kinds.count("chart-dot") == 3
    assert kinds.count("chart-line") == 1
    assert kinds.count("chart-interval") == 3
    assert [part.text for part in chart.iter("title")] == ["a: 2%", "b: 4%", "d: 1%"]


def test_names_are_text() -> None:
    """In a label, a title and a name nothing becomes markup."""
    points = [Point(HOSTILE, 2, 1, 3)]
    for chart in (over_time, bars):
        parsed = ElementTree.fromstring(chart(points, label=HOSTILE, missing=HOSTILE))
        assert parsed.get("aria-label") == HOSTILE
        assert not list(parsed.iter("script"))
        assert HOSTILE in "".join(parsed.itertext())
        assert "<script" not in chart([], label="x", missing=HOSTILE)


def test_an_empty_chart_says_what_is_missing() -> None:
    """Also one whose every week is hidden."""
    for points in ([], [Point("a", None)]):
        assert "no week is over" in over_time(points, label="x", missing="no week is over yet")
        assert "no week is over" in bars(points, label="x", missing="no week is over yet")


@example([5e-324])
@given(st.lists(st.none() | st.floats(0, 1e9), max_size=60))
def test_everything_stays_inside(values: list[float | None]) -> None:
    """Percentages from 0 to 100, pixels from 0 to the height, and no inline style."""
    points = [Point("w", value, 0, (value or 0) * 1.5) for value in values]
    for chart in (over_time, bars):
        text = chart(points, label="x", missing="y")
        parsed = ElementTree.fromstring(text)
        height = float(parsed.get("height") or 0)
        for part in parsed.iter():
            assert part.get("style") is None
            for name in ("x", "x1", "x2", "cx", "width"):
                assert 0 <= float((part.get(name) or "0").rstrip("%")) <= 100
            for name in ("y", "y1", "y2", "cy"):
                assert 0 <= float(part.get(name) or 0) <= height
