"""The report of an audit: one HTML file with its own style, no script, that loads nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Final

from markupsafe import Markup

from unruffle.audit.batch import PASSED_OVER
from unruffle.audit.summary import OTHER, Line, Share, Summary
from unruffle.charts import Point, bars, over_time
from unruffle.intervals import Rate

#: Bars of a chart; the table beneath it has them all.
_MOST_BARS: Final = 15
_STYLES: Final = ("static/rules.css", "console/static/console.css")
_PAGE: Final = Markup("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Audit of past replies</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>Audit of past replies</h1>
{parts}
</main>
</body>
</html>
""")
_MISSING: Final = "Nothing was found."
_RATE: Final = Markup('{:.1f}% <span class="quiet">{:.1f} to {:.1f}</span>')
_NUMBERS: Final = ("replies", "of them with a mark", "mean score")


def page(summary: Summary) -> str:
    """The whole file."""
    parts = [_opening(summary)]
    if summary.total is not None:
        parts += [
            _section("By month", *_months(summary.months)),
            _section("By channel", *_lines(summary.channels, "channel")),
            *(
                _section(f"By {name}", *_lines(lines, name))
                for name, lines in summary.groups.items()
            ),
            _section("By category", *_shares(summary.categories, "category")),
            _section("By rule", *_shares(summary.rules, "rule")),
            _section("What replies lack", *_shares(summary.checks, "check")),
            _section("Techniques that are there", *_shares(summary.techniques, "technique")),
            _section(
                "Techniques that customers still needed",
                *_shares(summary.missing, "missing technique"),
            ),
            *_sentences(summary),
        ]
    style = "\n".join((files("unruffle") / name).read_text(encoding="utf-8") for name in _STYLES)
    # The style sheets are those of this package.
    return str(_PAGE.format(style=Markup(style), parts=Markup("\n").join(parts)))  # noqa: S704


def _opening(summary: Summary) -> Markup:
    rows = [(_status(name), f"{number:,}") for name, number in summary.statuses.items()]
    if summary.total is None:
        said = Markup(
            '<p class="notice">Fewer than {} replies were checked. That is too few for figures '
            "that tell about nobody in particular.</p>"
        ).format(summary.least)
    else:
        said = Markup(
            "<p>Of {:,} checked replies, {:,} have a mark. The mean score is {}, of 100.</p>"
            '<p class="quiet">A month, a channel or a group is told from {} replies on; smaller '
            "ones are counted together as “{}”. The small figures beside a share "
            "say between which values it lies in 19 of 20 cases. Figures say how replies are "
            "worded, not how anybody works.</p>"
        ).format(
            summary.total.replies, summary.total.found, summary.total.score, summary.least, OTHER
        )
    return said + _table(("rows of the archive", "number"), rows)


def _status(name: str) -> str:
    return {
        "checked": "checked",
        PASSED_OVER: "without a reply",
        "not-english": "not in English",
        "too-short": "too short",
        "too-long": "too long",
    }[name]


def _shares(shares: Sequence[Share], what: str) -> Iterable[Markup]:
    points = [_point(one.says, one.rate) for one in shares[:_MOST_BARS]]
    label = f"Share of replies by {what}, the most frequent first"
    yield bars(points, label=label, unit="%", missing=_MISSING)
    if shares:
        rows = [(_named(one), f"{one.replies:,}", _rate(one.rate)) for one in shares]
        yield _table((what, "replies", "share of all"), rows)


def _named(one: Share) -> Markup:
    says = Markup(' <span class="quiet">{}</span>').format(one.says)
    return Markup("<code>{}</code>").format(one.id) + (says if one.says != one.id else "")


def _months(lines: Sequence[Line]) -> Iterable[Markup]:
    points = [_point(one.name, one.rate) for one in lines if one.name != OTHER]
    label = "Share of replies with a mark, by month"
    yield over_time(points, label=label, unit="%", missing="No month has enough replies.")
    yield _line_table(lines, "month")


def _lines(lines: Sequence[Line], what: str) -> Iterable[Markup]:
    points = [_point(one.name, one.rate) for one in lines]
    label = f"Share of replies with a mark, by {what}"
    yield bars(points, label=label, unit="%", missing=_MISSING)
    yield _line_table(lines, what)


def _line_table(lines: Sequence[Line], what: str) -> Markup:
    rows = [(one.name, f"{one.replies:,}", _rate(one.rate), str(one.score)) for one in lines]
    return _table((what, *_NUMBERS), rows)


def _sentences(summary: Summary) -> Iterable[Markup]:
    if not summary.sentences:
        return
    said = Markup('<p class="quiet">Drawn at random, without addresses and numbers.</p>')
    lists = (
        Markup("<h3><code>{}</code></h3><ul>{}</ul>").format(
            rule, Markup("").join(Markup("<li>{}</li>").format(text) for text in texts)
        )
        for rule, texts in summary.sentences.items()
    )
    yield _section("Sentences", said, *lists)


def _section(title: str, *parts: Markup) -> Markup:
    head = Markup("<section>\n<h2>{}</h2>\n").format(title)
    return head + Markup("\n").join(parts) + Markup("\n</section>")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    """The first column has names, the others numbers."""
    names = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in head)
    lines = (
        Markup('<tr><th scope="row">{}</th>').format(first)
        + Markup("").join(Markup("<td>{}</td>").format(cell) for cell in rest)
        + Markup("</tr>")
        for first, *rest in rows
    )
    body = Markup("\n").join(lines)
    return Markup(
        '<div class="scroll" tabindex="0"><table class="numbers"><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(names, body)


def _rate(rate: Rate) -> Markup:
    return _RATE.format(*(100 * value for value in (rate.share, rate.low, rate.high)))


def _point(label: str, rate: Rate) -> Point:
    return Point(label, 100 * rate.share, 100 * rate.low, 100 * rate.high)
