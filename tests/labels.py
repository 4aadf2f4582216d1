"""The labeled replies of tests/data/replies: read, checked, and given as spans of the reply."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Part = Literal["look", "measure"]
Label = tuple[str, int, int]

FOLDER = Path(__file__).parent / "data" / "replies"
CHANNELS = ("email", "chat", "social", "review")
CATEGORIES = (
    "excuse intent-defense false-apology canned-phrase blame-customer blame-others agentless "
    "minimizing invalidation hollow-empathy yes-but policy-shield bare-refusal command challenge "
    "condescension hostility overpromise vague-commitment brush-off unclear tone-mismatch"
).split()


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply to one customer; labels are (category, start, end) in code points of `text`."""

    place: str
    scenario: str
    channel: str
    customer: str
    text: str
    flags: tuple[Label, ...]
    passes: tuple[Label, ...]


def read(part: Part) -> list[Reply]:
    """All replies of one part. Raises ValueError that names the line and what is not right."""
    return [reply for path in sorted((FOLDER / part).glob("*.jsonl")) for reply in read_file(path)]


def read_file(path: Path) -> list[Reply]:
    """The replies of one file, in its order. Raises ValueError."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_reply(f"{path.name}:{number}", line) for number, line in enumerate(lines, 1)]


def _reply(place: str, line: str) -> Reply:
    data = json.loads(line)
    if set(data) != {"scenario", "channel", "customer", "reply", "flags", "passes"}:
        raise ValueError(f"{place}: it has other fields: {sorted(data)}")
    if data["channel"] not in CHANNELS:
        raise ValueError(f"{place}: the channel is one of {CHANNELS}")
    text = data["reply"]
    flags, passes = (
        tuple(_label(place, text, category, words) for category, words in data[side])
        for side in ("flags", "passes")
    )
    return Reply(place, data["scenario"], data["channel"], data["customer"], text, flags, passes)


def _label(place: str, text: str, category: str, words: str) -> Label:
    if category not in CATEGORIES:
        raise ValueError(f"{place}: no category is called {category!r}")
    if text.count(words) != 1 or words != words.strip():
        raise ValueError(f"{place}: these words do not stand exactly once: {words!r}")
    start = text.index(words)
    return category, start, start + len(words)


def main() -> None:
    """Say what the named files hold, or what is not right in them."""
    for name in sys.argv[1:]:
        replies = read_file(Path(name))
        for side in ("flags", "passes"):
            counted = Counter(label[0] for reply in replies for label in getattr(reply, side))
            print(name, side, dict(counted.most_common()))
        print(
            name, len(replies), "replies,", len({reply.scenario for reply in replies}), "scenarios"
        )


if __name__ == "__main__":
    main()
