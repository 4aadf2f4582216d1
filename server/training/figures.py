"""What lists and learned layer find in the test split, apart and together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from labels import CATEGORIES, Reply
from training.sentences import context_of, touches
from unruffle.core.check import check
from unruffle.core.draft import read as read_draft
from unruffle.core.rulebook import Rulebook

VISIBLE = ("high", "medium")
_DRAWS = 2000
_INTERVAL = (2.5, 97.5)
Marks = list[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class Counts:
    """Right and false marks and misses, by scenario."""

    right: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def rates(self) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        right, false, missed = (sum(one.values()) for one in (self.right, self.false, self.missed))
        return (
            right / max(1, right + false),
            right / max(1, right + missed),
            2 * right / max(1, 2 * right + false + missed),
        )


def marks(replies: Sequence[Reply], book: Rulebook) -> list[Marks]:
    """The marks of a rulebook in each reply: what an agent would see."""
    return [
        [
            (found.category, found.start, found.end)
            for found in check(reply.text, book, context_of(reply), finished=True).findings
            if found.severity in VISIBLE
        ]
        for reply in replies
    ]


def alone(replies: Sequence[Reply], book: Rulebook) -> list[Marks]:
    """The marks of the learned layer when it judges every sentence."""
    found = []
    for reply in replies:
        draft = read_draft(reply.text, context_of(reply), book.cues)
        sentences = draft.tokens.sentences
        likenesses = book.model.likenesses(draft, range(len(sentences)))
        found.append([(like.category, *sentences[like.sentence][2:4]) for like in likenesses])
    return found


def counted(replies: Sequence[Reply], marks: Sequence[Marks]) -> dict[str, Counts]:
    """By category. A mark is right when it touches a label of its own category."""
    result: dict[str, Counts] = defaultdict(Counts)
    for reply, found in zip(replies, marks, strict=True):
        for category in CATEGORIES:
            own = [mark for mark in found if mark[0] == category]
            labels = [label for label in reply.flags if label[0] == category]
            seen = sum(any(touches(*m[1:], label) for m in own) for label in labels)
            false = sum(not any(touches(*m[1:], label) for label in labels) for m in own)
            counts = result[category]
            counts.right[reply.scenario] += seen
            counts.missed[reply.scenario] += len(labels) - seen
            counts.false[reply.scenario] += false
    return result


def gain(before: Counts, after: Counts) -> tuple[float, float]:
    """What F1 gains: the ends of a 95 % interval, over scenarios drawn again and again."""
    scenarios = sorted(before.missed)
    table = np.array(
        [
            [[2 * one.right[s], one.false[s] + one.missed[s]] for s in scenarios]
            for one in (before, after)
        ]
    )
    draws = np.random.default_rng(0).integers(len(scenarios), size=(_DRAWS, len(scenarios)))
    sums = table[:, draws].sum(axis=2)
    scores = sums[..., 0] / np.maximum(1, sums.sum(axis=-1))
    low, high = np.percentile(scores[1] - scores[0], _INTERVAL)
    return float(low), float(high)
