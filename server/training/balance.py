"""Whether the labeled replies are balanced, and whether anything stands in both parts."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from labels import CATEGORIES, Reply, read
from training.sentences import context_of
from unruffle.core.draft import read as read_draft
from unruffle.core.rulebook import Rulebook
from unruffle.core.tokens import words

# Words in a row that two labels share: by chance, fewer.
_RUN = 8
_WORDS_PER_STEP = 40


def shared_runs(look: Iterable[Reply], unseen: Iterable[Reply]) -> list[str]:
    """Runs of words that stand in a label of both parts."""
    known = {run for reply in look for run in _runs(reply)}
    return sorted({" ".join(run) for reply in unseen for run in _runs(reply) if run in known})


def repeated(replies: Sequence[Reply]) -> list[str]:
    """Where a reply has the same words as one before it."""
    seen: set[tuple[str, ...]] = set()
    places = []
    for reply in replies:
        said = tuple(words(reply.text))
        if said in seen:
            places.append(reply.place)
        seen.add(said)
    return places


def _runs(reply: Reply) -> Iterator[tuple[str, ...]]:
    for _, start, end in (*reply.flags, *reply.passes):
        said = words(reply.text[start:end])
        yield from (tuple(said[at : at + _RUN]) for at in range(len(said) - _RUN + 1))


def table(replies: Sequence[Reply], book: Rulebook) -> str:
    """How many replies and labels there are of each kind, in lines."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for reply in replies:
        draft = read_draft(reply.text, context_of(reply), book.cues)
        steps = len(draft.tokens.norms) // _WORDS_PER_STEP * _WORDS_PER_STEP
        kinds["channel"][reply.channel] += 1
        kinds["situation"][draft.situation.kind] += 1
        kinds["words from"][f"{steps:3}"] += 1
        kinds["to mark"][f"{len(reply.flags)}"] += 1
    lines = [
        f"{kind}: " + ", ".join(f"{name} {count}" for name, count in sorted(counted.items()))
        for kind, counted in kinds.items()
    ]
    for name in CATEGORIES:
        flags, passes = (
            sum(label[0] == name for label in chain.from_iterable(side))
            for side in ((r.flags for r in replies), (r.passes for r in replies))
        )
        lines.append(f"  {name:17} to mark {flags:4}  near misses {passes:4}")
    return "\n".join(lines)


def show(book: Rulebook) -> None:
    """Print the balance of both parts. Ends the run where training and test share words."""
    look, unseen = read("look"), read("measure")
    for part, replies in (("look", look), ("measure", unseen)):
        print(f"{part}: {len(replies)} replies, {len({r.scenario for r in replies})} scenarios")
        print(table(replies, book))
    both, twice = shared_runs(look, unseen), repeated([*look, *unseen])
    if both or twice:
        sys.exit(f"In both parts: {both}. Said twice: {twice}.")
