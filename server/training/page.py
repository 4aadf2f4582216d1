"""The page in the docs that says what the learned layer is and what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import unruffle
from training.figures import Counts, gain
from training.fit import PRECISION

PAGE = Path(unruffle.__file__).parent / "docs/learned.md"
_HEAD = "| category | state | threshold | lists | learned | both | gain of F1 | it adds |"


def row(
    name: str, threshold: float, lists: Counts, alone: Counts, both: Counts, *, on: bool
) -> str:
    """A line of the table: rates are precision, recall and F1."""
    rates = (" ".join(f"{rate:.2f}" for rate in counts.rates()) for counts in (lists, alone, both))
    low, high = gain(lists, both)
    right = both.right.total() - lists.right.total()
    false = both.false.total() - lists.false.total()
    cells = (
        *(name, "on" if on else "off", f"{threshold:.2f}", *rates),
        *(f"{low:+.2f} to {high:+.2f}", f"{right} right, {false} not"),
    )
    return f"| {' | '.join(cells)} |"


def page(rows: Sequence[str], without: Sequence[str]) -> str:
    """The page in Markdown; `without` names the categories that got no threshold."""
    return f"""# The learned layer

<!-- Written by `make model`. -->

Lists find wordings. People say the same harm in words that no list has, so behind the lists stands
a small statistical model. It judges a sentence only where no rule has words for it, says "Not
certain", is `medium` at most, and shows the words that weighed most and a sentence that it
resembles.

- It is a linear model for each category: a weight for each word, each pair of neighbors and each
  trait of the place, added up and set against a threshold. `core/learned.py` names them all.
- It was trained on sentences that were written for this project, and on the examples of the rules:
  `tests/data/replies/look`. They are under the project's licence.
- It runs on your server, in plain Python. It writes no text, calls no service, and keeps and
  learns nothing from a reply, a customer or a click.
- A team switches a category off as it does a rule: `--off learned/invalidation`, or `--off learned`
  for all. A sentence among the `passes` examples of its rule is never marked again, nor one that
  differs in one word; nothing is trained for that.

## What it finds

Measured on the replies of `tests/data/replies/measure`, of other scenarios than it was trained on.
Columns of three are precision, recall and F1; a mark counts as right only under its own category.
The gain is a 95 % interval over scenarios drawn again and again. The threshold lets {PRECISION:.0%}
of the training sentences that it finds be right while their scenario is held out of training; the
test split has no part in it. All categories of the table were measured as if they were on.

A category is on if the whole interval lies above zero, most of what it adds is right, and it marked
no fair reply more in real replies that are not part of this repository.

{_HEAD}
|{" --- |" * (_HEAD.count("|") - 1)}
{chr(10).join(rows)}

Too little to go by, so off: {", ".join(without) or "none"}.

## What these figures cannot show

The sentences are made up, by few authors. They hold far more to mark than a day at work, so
precision there is lower than here. Most categories stay off: forty to eighty sentences say too
little about all the ways in which people blame, excuse or talk down.
"""
