"""The labeled replies as sentences with their features: what is trained on and measured with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from labels import CATEGORIES, Label, Part, Reply, read
from unruffle.core.draft import Draft
from unruffle.core.draft import read as read_draft
from unruffle.core.learned import LONGEST_SENTENCE, Feature, features, traits
from unruffle.core.rulebook import Rulebook
from unruffle.core.types import Context, Turn

_BRACES = re.compile("[{}]")
# An example of a rule is short and holds what the rule has words for already.
_WEIGHT_OF_EXAMPLES = 0.5


@dataclass(frozen=True, slots=True)
class Labeled:
    """A sentence: its features, the categories it was marked with, and what it belongs to."""

    text: str
    group: str
    features: frozenset[Feature]
    flags: frozenset[str]
    weight: float = 1.0


def touches(start: int, end: int, label: Label) -> bool:
    """Whether they share at least half of the shorter one."""
    shared = min(end, label[2]) - max(start, label[1])
    return shared > 0 and 2 * shared >= min(end - start, label[2] - label[1])


def context_of(reply: Reply) -> Context:
    """What is known where the reply stands."""
    return Context((Turn("customer", reply.customer),), reply.channel)


def of_replies(part: Part, book: Rulebook) -> list[Labeled]:
    """Every sentence of one part."""
    found: list[Labeled] = []
    for reply in read(part):
        draft = read_draft(reply.text, context_of(reply), book.cues)
        found += _sentences(draft, reply.scenario, reply.flags, 1.0)
    return found


def of_examples(book: Rulebook) -> list[Labeled]:
    """Every sentence of the examples of the built-in rules, and of the better words they offer."""
    found: list[Labeled] = []
    for rule in book.rules:
        for template in rule.suggestions:
            if template.replaces == "sentence":
                draft = read_draft(_BRACES.sub("", template.text), Context(), book.cues)
                found += _sentences(draft, rule.id, (), 1.0)
        for example in (*rule.flags, *rule.passes) if rule.category in CATEGORIES else ():
            draft = read_draft(example.text, example.context, book.cues)
            flags = tuple((rule.category, start, end) for start, end in example.spans)
            found += _sentences(draft, rule.id, flags, _WEIGHT_OF_EXAMPLES)
    return found


def _sentences(
    draft: Draft,
    group: str,
    flags: Iterable[Label],
    weight: float,
) -> Iterator[Labeled]:
    shared = traits(draft)
    for index, one in enumerate(draft.tokens.sentences):
        if one.greeting or one.last - one.first > LONGEST_SENTENCE:
            continue
        yield Labeled(
            draft.text[one.start : one.end],
            group,
            frozenset(features(draft, index) | shared),
            frozenset(label[0] for label in flags if touches(one.start, one.end, label)),
            weight,
        )
