"""Walks the automaton over a draft: every phrase of a rulebook in one pass.

Cost grows with the text and with what stands at its words, not with the number of phrases.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from unruffle.core.automaton import STAR_KEY, Node, compile_phrases, costly_first_words
from unruffle.core.phrases import Phrase
from unruffle.core.syntax import Atom, too_much
from unruffle.core.tokens import Tokens

_NONE: dict[str, Node] = {}
_NUMBER_WORDS = frozenset("one two three four five six seven eight nine ten eleven twelve".split())


class Match(NamedTuple):
    """One wording found: its span, and the token it starts at.

    A tuple, since a draft has a hundred of them and a dataclass takes three times as long to make.
    """

    start: int
    end: int
    token: int


#: A match, and the targets of all phrases that end there.
Hit = tuple[tuple[int, ...], Match]


class Matcher:
    """Phrases compiled together; each is added for a target, an index that its hits carry.

    Raises PhraseError naming the phrases that would take too long to look for.
    """

    def __init__(self, phrases: Sequence[tuple[Phrase, int]]) -> None:
        self.root = compile_phrases(phrases)
        # First character -> length -> literal -> targets: a few look-ups however many there are.
        self._literals: dict[str, dict[int, dict[str, list[int]]]] = {}
        for phrase, target in phrases:
            if phrase.literal:
                same_length = self._literals.setdefault(phrase.literal[0], {})
                same_text = same_length.setdefault(len(phrase.literal), {})
                same_text.setdefault(phrase.literal, []).append(target)
        firsts = "".join(self._literals)
        self._first = re.compile(f"[{re.escape(firsts)}]" if firsts else "(?!)")
        _check_cost(self.root, [phrase for phrase, _ in phrases])

    def find(self, tokens: Tokens, text: str) -> list[Hit]:
        """Every match in a masked text, overlapping ones too, in no order."""
        hits = self._find_literals(tokens, text)
        starts, ends, root = tokens.starts, tokens.ends, self.root
        # The token after the last one joins nothing.
        joined = [*tokens.joined, False]
        stars, numbers = root.stars or _NONE, root.number is not None
        waiting: list[tuple[Node, int]] = []
        for first, norm in enumerate(tokens.norms):
            node = root.next.get(norm)
            if node is not None:
                waiting.append((node, first + 1))
            if norm[:STAR_KEY] in stars or (numbers and _is_number(norm)):
                _branch(root, norm, first + 1, waiting)
            if waiting:
                for targets, last in _walk(waiting, tokens, joined, first):
                    hits.append((targets, Match(starts[first], ends[last - 1], first)))
        return hits

    def _find_literals(self, tokens: Tokens, text: str) -> list[Hit]:
        hits = []
        for first in self._first.finditer(text):
            start = first.start()
            for length, literals in self._literals[first.group()].items():
                end = start + length
                targets = literals.get(text[start:end])
                if targets and tokens.norms and not _inside_number(text, start, end):
                    token = max(0, bisect_right(tokens.starts, start) - 1)
                    hits.append((tuple(targets), Match(start, end, token)))
        return hits


def _walk(
    waiting: list[tuple[Node, int]], tokens: Tokens, joined: list[bool], first: int
) -> list[tuple[tuple[int, ...], int]]:
    """What is accepted on the ways from token `first`, each with the token after its last one.

    `waiting` holds the nodes reached so far and where they go on; it is used up. This is the
    innermost loop: most words lead nowhere, and what they cost is one look-up.
    """
    norms, found = tokens.norms, []
    # Only gaps lead to a place twice, and what was walked from it finds nothing new.
    seen: set[tuple[int, int]] = set()
    while waiting:
        node, at = waiting.pop()
        if node.accepts is not None:
            for targets, at_start, at_end in node.accepts:
                if (not at_start or first in tokens.opens) and (
                    not at_end or at - 1 in tokens.closes
                ):
                    found.append((targets, at))
        if node.gaps is not None:
            sentence_end = tokens.sentences[tokens.sentence_of[first]].last
            for reach, words, inner in node.gaps:
                end = at + reach
                window = norms[at : end if end < sentence_end else sentence_end]
                if not inner.branches and words.isdisjoint(window):
                    continue
                for place, norm in enumerate(window, at):
                    after = inner.next.get(norm)
                    if after is not None and (id(after), place) not in seen:
                        seen.add((id(after), place))
                        waiting.append((after, place + 1))
                    # ~place: still inside the gap.
                    if inner.branches and (id(inner), ~place) not in seen:
                        seen.add((id(inner), ~place))
                        _branch(inner, norm, place + 1, waiting)
        if joined[at]:
            after = node.next.get(norms[at])
            if after is not None:
                waiting.append((after, at + 1))
            if node.branches:
                _branch(node, norms[at], at + 1, waiting)
    return found


def _is_number(norm: str) -> bool:
    return norm in _NUMBER_WORDS or norm[0].isdigit()


def _branch(node: Node, norm: str, after: int, stack: list[tuple[Node, int]]) -> None:
    """Puts the nodes that a word reaches as a star or a number on the stack."""
    if node.stars is not None:
        for prefix, starred in node.stars.get(norm[:STAR_KEY], _NONE).items():
            if norm.startswith(prefix):
                stack.append((starred, after))
    if node.number is not None and _is_number(norm):
        stack.append((node.number, after))


def _check_cost(root: Node, phrases: list[Phrase]) -> None:
    costly = costly_first_words(root)
    if not costly:
        return
    named = [p.source for p in phrases if any(_name(a) in costly for a in _firsts(p))]
    raise too_much("fan_out", "; ".join(named[:5]))


def _firsts(phrase: Phrase) -> list[Atom]:
    """The atoms with which a phrase can begin."""
    atoms = []
    for part in phrase.parts:
        atoms += [choice[0] for choice in part if choice]
        if () not in part:
            break
    return atoms


def _name(atom: Atom) -> str:
    return {"star": f"{atom.text}*", "number": "@number"}.get(atom.kind, atom.text)


def _inside_number(text: str, start: int, end: int) -> bool:
    """Whether the literal is cut out of a longer number."""
    before = start > 0 and text[start].isalnum() and text[start - 1].isalnum()
    return before or (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())
