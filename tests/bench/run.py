"""Figures of speed, as ratios within one run: `make bench`.

Read the ratios. Absolute times depend on the machine and on what else runs on it.
"""

from __future__ import annotations

import gc
import json
import random
import re
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from round_trip import round_trips
from typing_cost import typing_costs

from unruffle.core.check import check
from unruffle.core.rulebook import compile_rulebook
from unruffle.core.types import Context, Turn
from unruffle.lists.loader import load
from unruffle.readability import grade

REPLIES = Path(__file__).with_name("replies.jsonl")
RUNS = 400
MESSAGE = (
    "I ordered the lamp on the 3rd and was told it would be here within a week. It is now the "
    "20th, nobody has written, and when I called I waited for half an hour. When will it come, "
    "and why did nobody tell me?"
)
Row = tuple[str, float, str, str]


def interleaved(runs: int = RUNS, **calls: Callable[[], object]) -> dict[str, float]:
    """Median milliseconds of each call; they take turns, so that a busy machine is fair to all."""
    times: dict[str, list[int]] = {name: [] for name in calls}
    for run in range(runs + 20):
        for name, call in calls.items():
            begin = time.perf_counter_ns()
            call()
            if run >= 20:
                times[name].append(time.perf_counter_ns() - begin)
    return {name: statistics.median(taken) / 1e6 for name, taken in times.items()}


def more_phrases(snapshot: dict[str, Any], count: int) -> dict[str, Any]:
    """The snapshot with `count` further phrases of 2 to 4 words, 100 to a rule.

    Half of their words come from the built-in examples, so that real words begin many of them.
    """
    source = random.Random(count)
    flags = [str(f) for rule in snapshot["rules"].values() for f in rule["examples"]["flags"]]
    real = sorted({word.lower() for text in flags for word in re.findall(r"[A-Za-z]{3,}", text)})
    made = ["".join(source.choices("aeioulnrstmk", k=source.randint(4, 9))) for _ in range(3_000)]
    phrases = [
        " ".join(source.choice(real if source.random() < 0.5 else made) for _ in range(k))
        for k in source.choices((2, 3, 4), k=count)
    ]
    rule = {
        "severity": "low",
        "message": "A message.",
        "why": "A reason.",
        "examples": {"flags": ["[x]"], "passes": ["y"]},
    }
    extra = {
        f"extra/rule-{start}": {**rule, "phrases": phrases[start : start + 100]}
        for start in range(0, count, 100)
    }
    return {**snapshot, "rules": {**snapshot["rules"], **extra}}


def growth_with_phrases(text: str) -> list[Row]:
    """The check of one reply with 0, 10,000 and 100,000 further phrases, beside plain `re`."""
    snapshot = load()
    small = compile_rulebook(snapshot)
    asked = Context(turns=(Turn("customer", MESSAGE),))
    first = interleaved(
        alone=lambda: check(text, small), whole=lambda: check(text, small, asked, grade=grade)
    )
    books, compile_ms = {}, {}
    for count in (0, 10_000, 100_000):
        begin = time.perf_counter()
        books[count] = compile_rulebook(more_phrases(snapshot, count) if count else snapshot)
        compile_ms[count] = (time.perf_counter() - begin) * 1e3
    gc.freeze()
    phrases = [
        phrase
        for rule in more_phrases(snapshot, 10_000)["rules"].values()
        for phrase in rule.get("phrases", [])
        if re.fullmatch(r"[a-z ]+", phrase)
    ]
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)
    taken = interleaved(
        own=lambda: check(text, books[0]),
        ten=lambda: check(text, books[10_000]),
        hundred=lambda: check(text, books[100_000]),
    )
    peer = interleaved(re=lambda: pattern.findall(text), runs=20)["re"]
    base = taken["own"]
    words = len(text.split())
    return [
        (f"check, {words} words, built-in rules", first["alone"], "", ""),
        ("with a message of 40 words and the grade", first["whole"], "", "under 1 ms"),
        ("the same in turns with the next two", base, "1.00", ""),
        ("the same, 10,000 more phrases", taken["ten"], f"{taken['ten'] / base:.2f}", "1.20"),
        ("the same, 100,000 more", taken["hundred"], f"{taken['hundred'] / base:.2f}", "1.50"),
        ("peer: one `re` over 10,000 phrases", peer, f"{peer / base:.2f}", ""),
        ("compile the built-in rules", compile_ms[0], "", ""),
        ("compile 10,000 phrases", compile_ms[10_000], "", "under 1 s"),
    ]


def growth_with_text(text: str) -> list[Row]:
    """Time for 1,000 characters, in drafts from 1,000 to 100,000 characters."""
    book = compile_rulebook(load())
    lengths = (1_000, 10_000, 100_000)
    drafts = {n: ((text + "\n\n") * (n // len(text) + 1))[:n] for n in lengths}
    taken = interleaved(20, **{str(n): partial(check, drafts[n], book) for n in lengths})
    each = {n: taken[str(n)] * 1_000 / n for n in lengths}
    return [
        (f"1,000 characters of a draft of {n:,}", each[n], f"{each[n] / each[1_000]:.2f}", "linear")
        for n in lengths
    ]


def main() -> None:
    """Prints the table, and writes it as JSON where a file is named."""
    replies = [json.loads(line)["text"] for line in REPLIES.read_text("utf-8").splitlines()]
    text = min(replies, key=lambda reply: abs(len(reply.split()) - 120))
    rows = [*growth_with_phrases(text), *growth_with_text(text)]
    rows += round_trips(text, alone_ms=rows[0][1])
    rows += typing_costs()
    print(f"{'what':44} {'ms':>9} {'ratio':>7}  budget")
    for name, value, ratio, budget in rows:
        print(f"{name:44} {value:9.3f} {ratio:>7}  {budget}")
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(json.dumps(rows, indent=1), "utf-8")


if __name__ == "__main__":
    main()
