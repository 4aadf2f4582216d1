"""C33: what was left over from a template, and a greeting with somebody else's name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from unruffle.core.checks import CheckRule, Places, Span
from unruffle.core.draft import Draft
from unruffle.core.masks import as_sent, signature
from unruffle.core.parts import Parts
from unruffle.core.tokens import words

_BRACES = re.compile(r"\{\{[^{}\n]{0,200}\}\}")
_BRACKETS = re.compile(r"\[[^\[\]\n]{2,40}\](?!\()")
# No size, no hidden digits of a card.
_CROSSES = re.compile(r"(?<![\w*-])(?<!X )(?<!\d )X{3,}(?![\w*-])(?! ?[\dX])")
_TITLES = frozenset("mr mrs ms miss dr prof".split())
# A name that a program or a firm gave itself says nothing about a greeting.
_NAME = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+){0,3}\.?")
_FIRMS = frozenset("ltd inc llc gmbh co company team support shop store group club service".split())
_SIGNED = re.compile(r"\n[ \t]*[-–—] ?((?:[A-Z][\w'’-]+ ?){1,3})\s*\Z")
_INITIAL = 1
_SHORT_FORM = 3


def leftovers(parts: Parts, rule: CheckRule) -> Places:
    """C33: placeholders, and the greeting of another name than the customer's."""
    found = [*_placeholders(parts, rule), *_greeted(parts, rule)]
    return sorted(found) or None


def _placeholders(parts: Parts, rule: CheckRule) -> list[Span]:
    text = parts.draft.text
    if not ("{{" in text or "[" in text or "XXX" in text):
        return []
    sent, customer = as_sent(text), parts.draft.context.customer_message or ""
    found = [] if "{{" in customer else [match.span() for match in _BRACES.finditer(sent)]
    # What is typed last may yet become a size.
    end = len(sent) + parts.ended
    found += [match.span() for match in _CROSSES.finditer(sent) if match.end() < end]
    found += [
        match.span()
        for match in _BRACKETS.finditer(sent)
        if match[0] not in customer and _is_gap(match[0], rule)
    ]
    return found


def _is_gap(bracketed: str, rule: CheckRule) -> bool:
    """Whether the words in brackets say what belongs there: [NAME], [order number]."""
    inner, named = words(bracketed), frozenset(rule.words.get("placeholder", ()))
    if not inner or any(map(str.isdigit, bracketed)):
        return False
    return not named.isdisjoint(inner if bracketed.isupper() else (inner[0], inner[-1]))


def _greeted(parts: Parts, rule: CheckRule) -> list[Span]:
    """The span of the name that is greeted, when it is nobody's in the conversation."""
    draft = parts.draft
    tokens = draft.tokens
    if not tokens.sentences[0].greeting or not (draft.context.turns or draft.context.greeting_name):
        return []
    nobody = set(rule.words.get("nobody", ())) | _TITLES
    names = [
        token
        for token in range(tokens.sentences[0].first, tokens.sentences[0].last)
        if tokens.norms[token] not in nobody
    ]
    if not names or not all(draft.text[tokens.starts[token]].isupper() for token in names):
        return []
    greeted = [tokens.norms[token] for token in names]
    titled = bool(_TITLES.intersection(tokens.norms[: tokens.sentences[0].last]))
    known = [comparable for name in _names(draft) if (comparable := _comparable(name, titled))]
    if not known or any(_alike(one, other) for one in greeted for name in known for other in name):
        return []
    if parts.earlier and any(
        not set(greeted).isdisjoint(said.draft.tokens.norms) for said in parts.earlier.theirs
    ):
        return []
    return [(tokens.starts[names[0]], tokens.ends[names[-1]])]


def _names(draft: Draft) -> Iterable[str]:
    """What the customer is called: by the helpdesk, and below the customer's messages."""
    if draft.context.greeting_name:
        yield draft.context.greeting_name
    ours = {
        word for turn in draft.context.turns if turn.author == "agent" for word in words(turn.text)
    }
    for turn in draft.context.turns:
        if turn.author == "customer":
            signed = _SIGNED.search(turn.text)
            name = (signed[1] if signed else signature(turn.text)).strip().partition("\n")[0]
            # Thanks below a message may name the agent.
            if name.istitle() and ours.isdisjoint(words(name)):
                yield name


def _comparable(name: str, titled: bool) -> list[str]:
    """The words of a name that a greeting can be held against; none where that says nothing."""
    known = words(name)
    if not _NAME.fullmatch(name.strip()) or _FIRMS.intersection(known):
        return []
    titles = _TITLES.intersection(known)
    known = [word for word in known if word not in titles]
    # "Ms Lopez" and "Ana" may be one person.
    return [] if len(known) == 1 and titled != bool(titles) else known


def _alike(one: str, other: str) -> bool:
    """Whether two names may be forms of one: Ana and Ana, Alex and Alexander, A. and Ana."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and (
        len(short) in (_INITIAL, len(long)) or len(short) >= _SHORT_FORM
    )
