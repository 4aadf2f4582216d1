"""Suggestions in place: which characters they replace and how they begin there."""

from __future__ import annotations

from unruffle.core.draft import Draft
from unruffle.core.match import Hit
from unruffle.core.rules import Rule, Suggestion, slots
from unruffle.core.types import Offer


def offers(rule: Rule, hit: Hit, draft: Draft) -> tuple[Offer, ...]:
    """Every suggestion of the rule, fitted to this hit."""
    return tuple(_offer(suggestion, hit, draft) for suggestion in rule.suggestions)


def _offer(suggestion: Suggestion, hit: Hit, draft: Draft) -> Offer:
    if suggestion.replaces == "sentence":
        sentence = draft.sentence_at(hit.token)
        return Offer(suggestion.text, sentence.start, sentence.end, slots(suggestion.text))
    if not suggestion.text:
        return _left_out(hit, draft)
    text = suggestion.text
    if draft.text[hit.start].isupper() and not _is_name(draft.text[hit.start : hit.end]):
        text = text[0].upper() + text[1:]
    return Offer(text, hit.start, hit.end, slots(text))


def _left_out(hit: Hit, draft: Draft) -> Offer:
    """The words go, with the space and comma after them; a sentence keeps its capital."""
    text, start, end = draft.text, hit.start, hit.end
    while end < len(text) and text[end] in ", \t":
        end += 1
    at_end = end >= len(text) or text[end] in ".!?\n"
    if at_end:
        while start > 0 and text[start - 1] in ", \t":
            start -= 1
        return Offer("", start, hit.end)
    opens = text[hit.start].isupper() and text[end].islower()
    if opens:
        return Offer(text[end].upper(), start, end + 1)
    return Offer("", start, end)


def _is_name(words: str) -> bool:
    """Whether the capital belongs to the first word itself, as in "I" or an acronym."""
    first = words.split()[0]
    return first == "I" or first.startswith(("I'", "I’")) or (len(first) > 1 and first.isupper())
