"""How the check grows with phrases, beside other ways to look for many; and with the text."""

from __future__ import annotations

import gc
import json
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, Final

from peer import Peer

from unruffle.core.check import check
from unruffle.core.rulebook import compile_rulebook
from unruffle.core.types import Context, Turn
from unruffle.lists.loader import load
from unruffle.readability import grade

Row = tuple[str, float, str, str]
RUNS: Final = 400
PEER_RUNS: Final = 5
COUNTS: Final = (10, 100, 1_000, 10_000, 100_000)
#: With more phrases these take minutes, and the ratio is known by then.
MOST: Final = {"Python re": 10_000, "textlint-rule-terminology": 1_000}
BUDGETS: Final = {10_000: "1.20", 100_000: "1.50"}
MESSAGE: Final = (
    "I ordered the lamp on the 3rd and was told it would be here within a week. It is now the "
    "20th, nobody has written, and when I called I waited for half an hour. When will it come, "
    "and why did nobody tell me?"
)


def interleaved(runs: int = RUNS, **calls: Callable[[], object]) -> dict[str, float]:
    """Median milliseconds of each call; they take turns, so that a busy machine is fair to all."""
    times: dict[str, list[int]] = {name: [] for name in calls}
    warm = min(runs, 20)
    for run in range(runs + warm):
        for name, call in calls.items():
            begin = time.perf_counter_ns()
            call()
            if run >= warm:
                times[name].append(time.perf_counter_ns() - begin)
    return {name: statistics.median(taken) / 1e6 for name, taken in times.items()}


def made_phrases(snapshot: dict[str, Any], count: int) -> list[str]:
    """`count` phrases of 2 to 4 words.

    Half of their words come from the built-in examples, so that real words begin many of them.
    """
    source = random.Random(count)
    flags = [str(f) for rule in snapshot["rules"].values() for f in rule["examples"]["flags"]]
    real = sorted({word.lower() for text in flags for word in re.findall(r"[A-Za-z]{3,}", text)})
    made = ["".join(source.choices("aeioulnrstmk", k=source.randint(4, 9))) for _ in range(3_000)]
    return [
        " ".join(source.choice(real if source.random() < 0.5 else made) for _ in range(k))
        for k in source.choices((2, 3, 4), k=count)
    ]


def with_phrases(snapshot: dict[str, Any], phrases: list[str]) -> dict[str, Any]:
    """The snapshot with further rules of 100 phrases each."""
    rule = {
        "severity": "low",
        "message": "A message.",
        "why": "A reason.",
        "examples": {"flags": ["[x]"], "passes": ["y"]},
    }
    extra = {
        f"extra/rule-{start}": {**rule, "phrases": phrases[start : start + 100]}
        for start in range(0, len(phrases), 100)
    }
    return {**snapshot, "rules": {**snapshot["rules"], **extra}}


def growth_with_phrases(text: str) -> list[Row]:
    """The check of one reply with ever more phrases, and peers that look for these alone."""
    snapshot = load()
    small = compile_rulebook(snapshot)
    asked = Context(turns=(Turn("customer", MESSAGE),))
    first = interleaved(
        alone=lambda: check(text, small), whole=lambda: check(text, small, asked, grade=grade)
    )
    phrases = {count: made_phrases(snapshot, count) for count in COUNTS}
    books, compile_ms = {0: small}, {}
    for count in COUNTS:
        begin = time.perf_counter()
        books[count] = compile_rulebook(with_phrases(snapshot, phrases[count]))
        compile_ms[count] = (time.perf_counter() - begin) * 1e3
    gc.freeze()
    taken = interleaved(RUNS, **{str(n): partial(check, text, book) for n, book in books.items()})
    base, words = taken["0"], len(text.split())
    rows: list[Row] = [
        (f"check, {words} words, built-in rules", first["alone"], "", ""),
        ("with a message of 40 words and the grade", first["whole"], "", "under 1 ms"),
        ("the same in turns with the next ones", base, "1.00", ""),
    ]
    for count in COUNTS:
        own = taken[str(count)]
        rows.append((f"{count:,} more phrases", own, f"{own / base:.2f}", BUDGETS.get(count, "")))
        for name, value, problem in _peers(text, phrases[count]):
            ratio = "" if problem else f"{value / own:.2f}"
            rows.append((f"  {name}, beside the check", value, ratio, problem))
    rows.append(("compile 10,000 phrases", compile_ms[10_000], "", "under 1 s"))
    return rows


def _peers(text: str, phrases: list[str]) -> list[tuple[str, float, str]]:
    """Milliseconds of each peer that can take so many, or why there are none."""
    ways = {"Python re": _re, "google-re2 Set": _re2, "pyahocorasick": _ahocorasick}
    found = []
    for name, prepare in ways.items():
        if len(phrases) > MOST.get(name, COUNTS[-1]):
            continue
        try:
            search = prepare(phrases)
        except (ImportError, MemoryError) as missing:
            found.append((name, float("nan"), str(missing)[:60]))
        else:
            found.append((name, interleaved(PEER_RUNS, it=partial(search, text))["it"], ""))
    if len(phrases) > MOST["textlint-rule-terminology"]:
        return found
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        reply, terms = folder / "reply.jsonl", folder / "terms.json"
        reply.write_text(json.dumps({"text": text}), "utf-8")
        terms.write_text(json.dumps(phrases), "utf-8")
        peer = Peer("terminology.js", reply, [str(terms)], stack)
        taken = [] if peer.problem else [peer.round()[0] for _ in range(2 * PEER_RUNS)]
        value = statistics.median(taken[PEER_RUNS:]) if taken else float("nan")
        found.append(("textlint-rule-terminology", value, peer.problem[:60]))
    return found


def _re(phrases: list[str]) -> Callable[[str], object]:
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)
    return pattern.findall


def _re2(phrases: list[str]) -> Callable[[str], object]:
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = 2**30
    many = re2.Set.SearchSet(options)
    for phrase in phrases:
        many.Add(rf"\b{re2.escape(phrase)}\b")
    many.Compile()
    search: Callable[[str], object] = many.Match
    return search


def _ahocorasick(phrases: list[str]) -> Callable[[str], object]:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for phrase in phrases:
        automaton.add_word(phrase, phrase)
    automaton.make_automaton()
    return lambda text: list(automaton.iter(text.lower()))


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
