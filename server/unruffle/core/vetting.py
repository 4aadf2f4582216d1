"""What a reader of a new rule would notice before it goes live: a remark for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from unruffle.core.check import check
from unruffle.core.choices import Choices
from unruffle.core.phrases import Phrase, parse
from unruffle.core.rulebook import Rulebook
from unruffle.core.rules import Rule, RuleError
from unruffle.core.syntax import Atom, PhraseError
from unruffle.core.types import SEVERITIES

#: Letters of a word that alone would be met in nearly every reply.
SHORT = 2
#: The voice: may, can be heard as; never these.
SCOLDS = re.compile(r"\b(?:wrong|errors?|violations?|must|should|bad|failed)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about one field. What `refuses` is not saved; the rest is for the reader."""

    field: str
    text: str
    refuses: bool = False


def vet(rule: Rule, book: Rulebook, choices: Choices) -> list[Remark]:
    """Everything there is to say about a rule that is compiled into this rulebook already."""
    return [
        *_short(rule, book),
        *_scolds(rule),
        *_meets_itself(rule, book, choices),
        *_twins(rule, book, choices),
        *_shadowed(rule, book, choices),
    ]


def vet_phrase(source: str, book: Rulebook) -> Phrase:
    """The phrase as parsed. Raises RuleError with what to do about it."""
    try:
        return parse(source, book.classes)
    except PhraseError as error:
        raise RuleError(str(error)) from error


def _short(rule: Rule, book: Rulebook) -> Iterator[Remark]:
    for source in rule.phrases:
        for atom in _alone(vet_phrase(source, book)):
            if atom.kind == "word" and len(atom.text) <= SHORT:
                text = f"“{atom.text}” alone stands in nearly every reply."
                yield Remark("phrases", text, refuses=True)


def _alone(phrase: Phrase) -> Iterator[Atom]:
    """Words that are a whole wording of the phrase."""
    for place, part in enumerate(phrase.parts):
        others = phrase.parts[:place] + phrase.parts[place + 1 :]
        if all(() in other for other in others):
            yield from (choice[0] for choice in part if len(choice) == 1)


def _scolds(rule: Rule) -> Iterator[Remark]:
    for field, text in (("message", rule.message), ("why", rule.why)):
        found = SCOLDS.search(text)
        if found:
            yield Remark(field, f"“{found.group()}” scolds. Rather: may be heard as …")


def _meets_itself(rule: Rule, book: Rulebook, choices: Choices) -> Iterator[Remark]:
    for suggestion in rule.suggestions:
        result = check(suggestion.text, book, choices=choices, finished=True)
        if rule.id in result.trials or any(f.rule == rule.id for f in result.findings):
            text = f"The better words “{suggestion.text}” would be marked by this rule itself."
            yield Remark("suggestions", text, refuses=True)


def _twins(rule: Rule, book: Rulebook, choices: Choices) -> Iterator[Remark]:
    own = {" ".join(source.lower().split()): source for source in rule.phrases}
    for other in book.rules:
        if other.id == rule.id or other.id in choices.off:
            continue
        for source in other.phrases:
            if " ".join(source.lower().split()) in own:
                yield Remark("phrases", f"“{source}” is in {other.id} already.")


def _shadowed(rule: Rule, book: Rulebook, choices: Choices) -> Iterator[Remark]:
    """Other rules that mark the words of an example at least as strongly."""
    shadows: set[str] = set()
    for example in rule.flags:
        for found in check(example.text, book, example.context, choices, finished=True).findings:
            as_strong = SEVERITIES.index(found.severity) <= SEVERITIES.index(rule.severity)
            over = any(found.start <= start and end <= found.end for start, end in example.spans)
            if found.rule != rule.id and as_strong and over:
                shadows.add(found.rule)
    for name in sorted(shadows):
        yield Remark("phrases", f"{name} marks these words already, at least as strongly.")
