"""`make model`: train the learned layer, write its weights, print what it finds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import Any

from labels import CATEGORIES, read
from training import balance, figures, page
from training.fit import Fitted
from training.sentences import of_examples, of_replies
from unruffle.core.learned import VERSION
from unruffle.core.rulebook import Rulebook, compile_rulebook
from unruffle.lists import loader

WEIGHTS = Path(loader.__file__).parent / "learned.json"
# Sentences that are shown beside a finding.
_TYPICAL = 24
_TYPICAL_LENGTH = 160


def train(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """The weights of every category, on or off."""
    rules = {name: rule for name, rule in snapshot["rules"].items() if "learned/" not in name}
    book = compile_rulebook({**snapshot, "rules": rules, "learned": {}})
    sentences = [*of_replies("look", book), *of_examples(book)]
    print(f"{len(sentences)} sentences, {sum(s.weight < 1 for s in sentences)} of them examples")
    fitted = Fitted(sentences)
    return {"version": VERSION, "categories": {name: fitted.category(name) for name in CATEGORIES}}


def trial(snapshot: Mapping[str, Any], weights: Mapping[str, Any], names: list[str]) -> Rulebook:
    """A rulebook in which the learned layer is on for these categories."""
    rules = {name: rule for name, rule in snapshot["rules"].items() if "learned/" not in name}
    bare = {
        "severity": "medium",
        "when": ["not situation:question", "not situation:praise"],
        "message": "It may.",
        "why": "It may.",
        "examples": {"flags": ["[x]"], "passes": ["y"]},
    }
    for name in names:
        rules[f"learned/{name}"] = snapshot["rules"].get(f"learned/{name}", bare)
    return compile_rulebook({**snapshot, "rules": rules, "learned": weights})


def shipped(weights: Mapping[str, Any], names: list[str]) -> str:
    """The weights of these categories as the file that the server reads."""
    categories = {
        name: {
            **one,
            "typical": sorted(
                [t for t in one["typical"] if len(t) < _TYPICAL_LENGTH and t[0].isupper()][
                    :_TYPICAL
                ]
            ),
        }
        for name, one in weights["categories"].items()
        if name in names
    }
    data = {"version": weights["version"], "categories": categories}
    return json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def main() -> None:
    """Train, measure each category, and write the weights of those that have a rule."""
    snapshot = loader.load()
    balance.show(compile_rulebook({**snapshot, "learned": {}}))
    weights = train(snapshot)
    replies = read("measure")
    names = [n for n in CATEGORIES if isfinite(weights["categories"][n]["threshold"])]
    on = [name for name in names if f"learned/{name}" in snapshot["rules"]]
    every = trial(snapshot, weights, names)
    lists = figures.counted(replies, figures.marks(replies, trial(snapshot, weights, [])))
    alone = figures.counted(replies, figures.alone(replies, every))
    both = figures.counted(replies, figures.marks(replies, every))
    limits = {name: weights["categories"][name]["threshold"] for name in names}
    text = page.page(
        [page.row(n, limits[n], lists[n], alone[n], both[n], on=n in on) for n in names],
        [name for name in CATEGORIES if name not in names],
    )
    print(text)
    page.PAGE.write_text(text, encoding="utf-8")
    WEIGHTS.write_text(shipped(weights, on), encoding="utf-8")
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
