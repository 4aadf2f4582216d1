"""Techniques that are no phrase: what a draft does with the customer's words, lists and names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from unruffle.core.match import Match
from unruffle.core.parts import Parts
from unruffle.core.types import Finding

# So many of the customer's own words in one sentence to "you" say back what they told.
_SAID_BACK = 3
_LIST_LINE = re.compile(r"(?m)^[ \t]{0,8}(?:\d{1,2}[.)]|[-*•‣–])[ \t]+\S")
_ASKED = 2
# Greeted like this, nobody is greeted by name.
_NOBODY = frozenset(
    "there all everyone team sir madam sirs folks guys customer customers guest friend again both "
    "hi hello hey dear greetings good morning afternoon evening day and valued member user".split()
)
_ROUGH = ("hostility", "tone-mismatch", "invalidation", "command")


def observed(parts: Parts, findings: Sequence[Finding]) -> Parts:
    """The same parts, with the techniques that phrases cannot find."""
    found = dict(parts.found)
    found["T02"] = sorted([*found.get("T02", ()), *_said_back(parts)], key=lambda m: m.start)
    found["T11"] = _calm(parts, findings)
    found["T18"] = _one_list(parts)
    found["T26"] = _named(parts)
    return replace(parts, found=found)


def _said_back(parts: Parts) -> list[Match]:
    """Sentences to the customer in which several of their own words come back."""
    tokens, theirs = parts.draft.tokens, parts.draft.customer_words
    matches = []
    for sentence in parts.body if theirs else ():
        norms = tokens.norms[sentence.first : sentence.last]
        if "you" in norms or "your" in norms:
            back = {norm for norm in norms if norm in theirs}
            if len(back) >= _SAID_BACK and "?" not in parts.draft.text[sentence.end - 1 :][:1]:
                matches.append(Match(sentence.start, sentence.end, sentence.first))
    return matches[:1]


def _calm(parts: Parts, findings: Sequence[Finding]) -> list[Match]:
    """The whole draft, when nothing in it is rough and somebody may need that."""
    if not parts.body or any(finding.category in _ROUGH for finding in findings):
        return []
    first, last = parts.body[0], parts.body[-1]
    return [Match(first.start, last.end, first.first)]


def _one_list(parts: Parts) -> list[Match]:
    """The first of several list lines, when the reply asks for something."""
    if not (parts.has("T03") or "please" in parts.draft.tokens.norms):
        return []
    lines = list(_LIST_LINE.finditer(parts.draft.text))
    if len(lines) < _ASKED:
        return []
    return [Match(lines[0].start(), lines[-1].end(), 0)]


def _named(parts: Parts) -> list[Match]:
    """The greeting, when a name stands in it."""
    sentences = parts.draft.tokens.sentences
    if not sentences or not sentences[0].greeting:
        return []
    greeting = sentences[0]
    names = set(parts.draft.tokens.norms[greeting.first : greeting.last]) - _NOBODY
    return [Match(greeting.start, greeting.end, greeting.first)] if names else []
