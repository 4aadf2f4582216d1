"""Figures of speed, as ratios within one run: `make bench`.

Read the ratios. Absolute times depend on the machine and on what else runs on it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from beside import Row, beside_peers, one_core
from growth import growth_with_phrases, growth_with_text
from peer import REPLIES
from round_trip import round_trips
from typing_cost import typing_costs


def main() -> None:
    """Prints the table, and writes it as JSON where a file is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("json", nargs="?", type=Path, help="where to write the rows as JSON")
    parser.add_argument("--only", choices=("peers", "growth", "http", "typing"), help="one part")
    options = parser.parse_args()
    replies = [json.loads(line)["text"] for line in REPLIES.read_text("utf-8").splitlines()]
    text = min(replies, key=lambda reply: abs(len(reply.split()) - 120))
    parts: dict[str, Callable[[], list[Row]]] = {
        "peers": lambda: one_core(beside_peers),
        "growth": lambda: one_core(lambda: growth_with_phrases(text) + growth_with_text(text)),
        "http": lambda: round_trips(text),
        "typing": typing_costs,
    }
    wanted = [options.only] if options.only else list(parts)
    rows = [row for name in wanted for row in parts[name]()]
    print(f"{'what':46} {'ms':>9} {'ratio':>7}  budget")
    for what, value, ratio, budget in rows:
        print(f"{what:46} {value:9.3f} {ratio:>7}  {budget}")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1), "utf-8")


if __name__ == "__main__":
    main()
