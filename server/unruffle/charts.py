"""Charts as inline SVG, made on the server: no script, no inline style, text as text.

Lengths across are percentages, so a chart is as wide as its place and its letters keep their size.
Colors come from the classes `chart-*` of the page that shows it. A table stands beneath each chart
in its page; for who cannot see one, the label says what it shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, log10

from markupsafe import Markup

#: Pixels.
_HEIGHT = 160
_TOP, _BOTTOM = 10, 24
_ROW = 40
#: Percent of the width that the numbers of the scale take, and from where to where points stand.
_LEFT, _RIGHT = 12.0, 97.0


@dataclass(frozen=True, slots=True)
class Point:
    """A value with its interval; `value` is None where nothing is known."""

    label: str
    value: float | None
    low: float = 0.0
    high: float = 0.0


def over_time(points: Sequence[Point], *, label: str, unit: str = "", missing: str) -> Markup:
    """A line with the interval at each point; it breaks where nothing is known.

    `missing` says what a chart without a single point would need.
    """
    known = [point for point in points if point.value is not None]
    if not known:
        return _empty(missing)
    top = _round_up(max(point.high for point in known) or 1.0)
    parts = [*_scale(top, unit), *_ends(points)]
    before: tuple[float, float] | None = None
    for number, point in enumerate(points):
        if point.value is None:
            before = None
            continue
        x = _across(number, len(points))
        here = (x, _down(point.value, top))
        parts.append(
            _line("chart-interval", (x, _down(point.low, top)), (x, _down(point.high, top)))
        )
        if before is not None:
            parts.append(_line("chart-line", before, here))
        parts.append(_dot(here, f"{point.label}: {_number(point.value)}{unit}"))
        before = here
    return _svg(label, _HEIGHT, parts)


def bars(points: Iterable[Point], *, label: str, unit: str = "", missing: str) -> Markup:
    """A bar for each point, in the given order, with its name above and its interval as a line."""
    known = [(point, point.value) for point in points if point.value is not None]
    if not known:
        return _empty(missing)
    top = max(max(point.high, value) for point, value in known) or 1.0
    parts = []
    for number, (point, value) in enumerate(known):
        y = number * _ROW
        parts += [
            Markup('<text x="0" y="{}">{}</text>').format(y + 14, point.label),
            Markup('<text x="100%" y="{}" text-anchor="end">{}{}</text>').format(
                y + 14, _number(value), unit
            ),
            Markup('<rect class="chart-bar" x="0" y="{}" width="{}%" height="10" rx="2"/>').format(
                y + 20, round(100 * value / top, 2)
            ),
        ]
        if point.high > point.low:
            ends = ((100 * side / top, float(y + 25)) for side in (point.low, point.high))
            parts.append(_line("chart-interval", *ends))
    return _svg(label, len(known) * _ROW, parts)


def _empty(missing: str) -> Markup:
    return Markup('<p class="chart-missing">{}</p>').format(missing)


def _svg(label: str, height: int, parts: Iterable[Markup]) -> Markup:
    head = Markup('<svg class="chart" role="img" aria-label="{}" width="100%" height="{}">')
    return head.format(label, height) + Markup("").join(parts) + Markup("</svg>")


def _scale(top: float, unit: str) -> list[Markup]:
    parts = []
    for value in (0.0, top / 2, top):
        y = _down(value, top)
        parts.append(_line("chart-grid", (_LEFT - 1, y), (100.0, y)))
        text = Markup('<text x="{}%" y="{}" text-anchor="end">{}{}</text>')
        parts.append(text.format(_LEFT - 2, y + 4, _number(value), unit))
    return parts


def _ends(points: Sequence[Point]) -> list[Markup]:
    """The labels of the first and the last point, below."""
    text = Markup('<text x="{}%" y="{}" text-anchor="{}">{}</text>')
    ends = [text.format(_LEFT - 1, _HEIGHT - 6, "start", points[0].label)]
    if len(points) > 1:
        ends.append(text.format(100, _HEIGHT - 6, "end", points[-1].label))
    return ends


def _line(kind: str, start: tuple[float, float], end: tuple[float, float]) -> Markup:
    places = (round(place, 2) for place in (*start, *end))
    line = Markup('<line class="{}" x1="{}%" y1="{}" x2="{}%" y2="{}"/>')
    return line.format(kind, *places)


def _dot(place: tuple[float, float], title: str) -> Markup:
    dot = Markup('<circle class="chart-dot" cx="{}%" cy="{}" r="3.5"><title>{}</title></circle>')
    return dot.format(round(place[0], 2), round(place[1], 2), title)


def _across(number: int, of: int) -> float:
    return _LEFT + (_RIGHT - _LEFT) * (number / (of - 1) if of > 1 else 0.5)


def _down(value: float, top: float) -> float:
    return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - min(value, top) / top)


def _round_up(value: float) -> float:
    """The next of 1, 2, 4, 5, 8 and 10 times a power of ten, so that its half is short too."""
    # Less than a millionth is nothing to see, and a power of ten of it may be 0.
    value = max(value, 1e-6)
    power = 10.0 ** floor(log10(value))
    # A hair less than the value, which the logarithm may have pushed over a step.
    return next(step * power for step in (1, 2, 4, 5, 8, 10) if step * power > value * (1 - 1e-9))


def _number(value: float) -> str:
    return f"{value:.0f}" if value == round(value) or value >= 100 else f"{value:.1f}"
