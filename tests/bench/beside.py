"""The check of the 40 sample replies beside what other checkers take for them, on one core."""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable
from contextlib import ExitStack
from typing import Final

from peer import REPLIES, Peer

Row = tuple[str, float, str, str]
# Compilers of JavaScript have seen the code often enough by then.
WARM: Final = 3
ROUNDS: Final = 10
OURS: Final = "unruffle"
#: Module in `peers` of each; what they look for differs, and so does what they find.
PEERS: Final = {
    OURS: "ours.py",
    "write-good": "write_good.js",
    "proselint": "proselint_py.py",
    "alex": "alex.js",
    "retext": "retext.js",
    "textlint": "textlint.js",
    "harper.js": "harper_js.js",
    "harper-py": "harper_py.py",
}


def one_core(measure: Callable[[], list[Row]]) -> list[Row]:
    """The rows, measured with this process and all that it starts on one core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        return measure()
    finally:
        os.sched_setaffinity(0, before)


def beside_peers() -> list[Row]:
    """Median and p99 of a reply, and memory, of each that is here; ratios are to ours."""
    with ExitStack() as stack:
        peers = {name: Peer(module, REPLIES, [], stack) for name, module in PEERS.items()}
        times: dict[str, list[list[float]]] = {name: [] for name in peers}
        for number in range(WARM + ROUNDS):
            for name, peer in peers.items():
                taken = [] if peer.problem else peer.round()
                if number >= WARM:
                    times[name].append(taken)
        memory = {name: peer.memory_mb() for name, peer in peers.items() if not peer.problem}
    base = figures(times[OURS]) | {"memory, MB": memory[OURS]}
    rows: list[Row] = []
    for name, peer in peers.items():
        if peer.problem:
            rows.append((f"{name}: not measured", float("nan"), "", peer.problem[:60]))
            continue
        own = figures(times[name]) | {"memory, MB": memory[name]}
        rows += [(f"{name}: {of}", own[of], f"{own[of] / base[of]:.2f}", "") for of in base]
    return rows


def figures(rounds: list[list[float]]) -> dict[str, float]:
    """Of each reply the fastest round, which other programs disturbed least; and of all checks."""
    fastest = [min(taken) for taken in zip(*rounds, strict=True)]
    every = [taken for one in rounds for taken in one]
    return {
        "median of fastest": statistics.median(fastest),
        "median": statistics.median(every),
        "p99": statistics.quantiles(every, n=100)[98],
    }
