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
    """One wording found: what it belongs to, its span, and the token it starts at.

    A tuple, since a draft has a hundred of them and a dataclass takes three times as long to make.
    """

    target: int
    start: int
    end: int
    token: int


class Matcher:
    """Phrases compiled together; each is added for a target, an index that its matches carry.

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

    def find(self, tokens: Tokens, text: str) -> list[Match]:
        """Every match in a masked text, overlapping ones too, in no order."""
        matches = self._find_literals(tokens, text)
        starts, ends, usual = tokens.starts, tokens.ends, self.root.next
        for first, norm in enumerate(tokens.norms):
            if norm not in usual and not _begins(self.root, norm):
                continue
            for target, last in _walk(self.root, tokens, first):
                matches.append(Match(target, starts[first], ends[last - 1], first))
        return matches

    def _find_literals(self, tokens: Tokens, text: str) -> list[Match]:
        matches = []
        for first in self._first.finditer(text):
            start = first.start()
            for length, literals in self._literals[first.group()].items():
                end = start + length
                targets = literals.get(text[start:end])
                if targets and tokens.norms and not _inside_number(text, start, end):
                    token = max(0, bisect_right(tokens.starts, start) - 1)
                    matches += [Match(target, start, end, token) for target in targets]
        return matches


def _walk(root: Node, tokens: Tokens, first: int) -> list[tuple[int, int]]:
    """Targets accepted by walks that begin at token `first`, with the token after each."""
    norms, joined = tokens.norms, tokens.joined
    found: list[tuple[int, int]] = []
    stack: list[tuple[Node, int]] = []
    _branch(root, norms[first], first + 1, stack)
    seen: set[tuple[int, int]] = set()
    while stack:
        node, at = stack.pop()
        if node.accepts:
            for target, at_start, at_end in node.accepts:
                if (not at_start or first in tokens.opens) and (
                    not at_end or at - 1 in tokens.closes
                ):
                    found.append((target, at))
        if node.gaps:
            sentence_end = tokens.sentences[tokens.sentence_of[first]].last
            for width, inner in node.gaps.items():
                for after in range(at, min(at + width + 1, sentence_end)):
                    # What was walked from here before finds nothing new.
                    if (id(inner), after) not in seen:
                        seen.add((id(inner), after))
                        _branch(inner, norms[after], after + 1, stack)
        if at < len(norms) and joined[at]:
            _branch(node, norms[at], at + 1, stack)
    return found


def _begins(root: Node, norm: str) -> bool:
    """Whether a phrase begins with a star or a number that this word can stand for."""
    return (root.stars is not None and norm[:STAR_KEY] in root.stars) or (
        root.number is not None and _is_number(norm)
    )


def _is_number(norm: str) -> bool:
    return norm[0].isdigit() or norm in _NUMBER_WORDS


def _branch(node: Node, norm: str, after: int, stack: list[tuple[Node, int]]) -> None:
    """Puts the nodes that one token reaches from `node` on the stack."""
    plain = node.next.get(norm)
    if plain is not None:
        stack.append((plain, after))
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
