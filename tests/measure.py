"""`make measure`: precision and recall of the built-in lists on the labeled replies.

Without arguments it measures the part that nobody reads while writing phrases, prints the table
and writes it to the docs. `look` measures the other part and, with --show, lists every mistake.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from labels import CATEGORIES, Label, Part, Reply, read
from unruffle.core.check import check
from unruffle.core.rulebook import Rulebook
from unruffle.core.types import Context, Finding, Turn
from unruffle.snapshots import builtin

PAGE = Path(__file__).parents[1] / "server/unruffle/docs/measured.md"
VISIBLE = ("high", "medium")


@dataclass(slots=True)
class Tally:
    """What was counted for one category. `flags` and `passes` are labels, `marks` findings."""

    flags: int = 0
    marked: int = 0
    noticed: int = 0
    marks: int = 0
    right: int = 0
    passes: int = 0
    alarms: int = 0


@dataclass(slots=True)
class Measured:
    """One part measured. A mark is a finding of high or medium severity."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {c: Tally() for c in CATEGORIES})
    replies: int = 0
    clean: int = 0
    alarms_in_clean: int = 0
    mistakes: list[str] = field(default_factory=list)


def measure(replies: Iterable[Reply], rulebook: Rulebook) -> Measured:
    """What the rulebook finds in the replies, beside their labels."""
    result = Measured()
    for reply in replies:
        context = Context((Turn("customer", reply.customer),), reply.channel)
        found = check(reply.text, rulebook, context, finished=True).findings
        _count(reply, found, result)
    return result


def _count(reply: Reply, found: Sequence[Finding], result: Measured) -> None:
    marks = [finding for finding in found if finding.severity in VISIBLE]
    result.replies += 1
    if not reply.flags:
        result.clean += 1
        result.alarms_in_clean += len(marks)
    for label in reply.flags:
        tally = result.tallies[label[0]]
        tally.flags += 1
        seen = any(_touches(finding, label) for finding in marks)
        tally.marked += seen
        tally.noticed += any(_touches(finding, label) for finding in found)
        if not seen:
            result.mistakes.append(f"missed {_shown(reply, label)}")
    for label in reply.passes:
        tally = result.tallies[label[0]]
        tally.passes += 1
        tally.alarms += any(
            _touches(finding, label) and not _is_right(finding, reply) for finding in marks
        )
    for finding in marks:
        tally = result.tallies[finding.category]
        tally.marks += 1
        tally.right += _is_right(finding, reply)
        if not _is_right(finding, reply):
            label = (finding.category, finding.start, finding.end)
            result.mistakes.append(f"false {finding.rule} {_shown(reply, label)}")


def _is_right(finding: Finding, reply: Reply) -> bool:
    return any(_touches(finding, label) for label in reply.flags)


def _touches(finding: Finding, label: Label) -> bool:
    """Whether they share at least half of the shorter one, whatever the category."""
    _, start, end = label
    shared = min(finding.end, end) - max(finding.start, start)
    return shared > 0 and 2 * shared >= min(finding.end - finding.start, end - start)


def _shown(reply: Reply, label: Label) -> str:
    category, start, end = label
    text = f"{reply.text[:start]}[[{reply.text[start:end]}]]{reply.text[end:]}"
    return f"{category} {reply.place}\n  they: {reply.customer}\n  we: {text}"


def page(result: Measured) -> str:
    """The table in Markdown."""
    total = Tally()
    rows = []
    for category, tally in [*result.tallies.items(), ("all", total)]:
        rows.append(
            f"| {category} | {tally.flags} | {_ratio(tally.marked, tally.flags)} "
            f"| {_ratio(tally.noticed, tally.flags)} | {tally.marks} "
            f"| {_ratio(tally.right, tally.marks)} | {tally.passes} | {tally.alarms} |"
        )
        for name in Tally.__slots__:
            setattr(total, name, getattr(total, name) + getattr(tally, name))
    per_hundred = 100 * result.alarms_in_clean / max(1, result.clean)
    return f"""# Measured

<!-- Written by `make measure`. -->

How the built-in lists, and the [learned layer](learned.md) behind them, do on the
{result.replies} labeled replies of `tests/data/replies/measure`, which nobody reads while phrases
are written. The replies are made up, by few authors, and hold far more risky words than a day at
work: read the figures as a comparison between categories and versions, not as a promise. How they
are labeled stands in `tests/data/replies/guidelines.md`.

A *mark* is a finding of high or medium severity, which is what an agent sees. It is right when a
label of any category covers at least half of it, or it covers half of the label. *Noticed* counts
low ones too. *Alarms* are near misses that were marked.

In the {result.clean} replies in which nothing is to be marked there are {result.alarms_in_clean} \
marks: {per_hundred:.1f} per 100.

| category | to mark | marked | noticed | marks | right | near misses | alarms |
| --- | --- | --- | --- | --- | --- | --- | --- |
{chr(10).join(rows)}
"""


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def main() -> None:
    """Measure one part and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", choices=get_args(Part), default="measure")
    parser.add_argument("--show", metavar="WORD", help="list mistakes in which this word stands")
    options = parser.parse_args()
    result = measure(read(options.part), builtin())
    if options.part == "look" and options.show is not None:
        print("\n".join(m for m in result.mistakes if options.show in m.partition("\n")[0]))
    print(page(result))
    if options.part == "measure":
        PAGE.write_text(page(result), encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except ValueError as error:
        # A list or a label that cannot be read: the text names it and says what to do.
        sys.exit(str(error))
