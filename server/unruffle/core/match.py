"""The token automaton: all phrases of a rulebook walked in one pass over a draft.

A trie over tokens. Cost grows with the text and with what stands at its words, not with the
number of phrases. Gaps and stars branch; visited states are remembered, so nothing is walked
twice, and `fan_out` bounds what one first word can cost.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from unruffle.core.limits import limit
from unruffle.core.phrases import Atom, Phrase, PhraseError, Wording
from unruffle.core.spelling import ALSO
from unruffle.core.tokens import Tokens

_STAR_KEY = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """One wording found: what it belongs to, its span, and the token it starts at."""

    target: int
    start: int
    end: int
    token: int


class Node:
    """A state of the automaton; every field but `next` is None where it would be empty."""

    __slots__ = ("accepts", "gaps", "next", "number", "stars")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.stars: dict[str, dict[str, Node]] | None = None
        self.gaps: dict[int, Node] | None = None
        self.number: Node | None = None
        self.accepts: list[tuple[int, bool, bool]] | None = None


class Automaton:
    """Phrases compiled together; each is added for a target, an index that its hits carry."""

    def __init__(self, phrases: Iterable[tuple[Phrase, int]]) -> None:
        self.root = Node()
        # First character -> length -> literal -> targets: a few look-ups however many there are.
        self._literals: dict[str, dict[int, dict[str, list[int]]]] = {}
        for phrase, target in phrases:
            if phrase.literal:
                same_length = self._literals.setdefault(phrase.literal[0], {})
                same_text = same_length.setdefault(len(phrase.literal), {})
                same_text.setdefault(phrase.literal, []).append(target)
            for wording in phrase.wordings:
                self._add(wording, target)
        self._first = re.compile(
            f"[{re.escape(''.join(self._literals))}]" if self._literals else "(?!)"
        )

    def find(self, tokens: Tokens, text: str) -> list[Hit]:
        """Every hit in a masked text, overlapping ones too, in no order."""
        hits = self._find_literals(tokens, text)
        root = self.root
        starts, ends = tokens.starts, tokens.ends
        plain = root.stars is None and root.number is None
        for first, node in enumerate(map(root.next.get, tokens.norms)):
            if node is not None or not plain:
                for target, last in self._walk(tokens, first):
                    hits.append(Hit(target, starts[first], ends[last - 1], first))
        return hits

    def costly_first_words(self) -> list[str]:
        """First words after which the phrases branch beyond the budget, costliest first."""
        costs = {word: _fan_out(node) for word, node in self.root.next.items()}
        over = [word for word, cost in costs.items() if cost > limit("fan_out")]
        for stars in (self.root.stars or {}).values():
            if sum(map(_fan_out, stars.values())) > limit("fan_out"):
                over += [f"{prefix}*" for prefix in stars]
        if self.root.number and _fan_out(self.root.number) > limit("fan_out"):
            over.append("@number")
        return sorted(over, key=lambda word: -costs.get(word, 0))

    def _walk(self, tokens: Tokens, first: int) -> list[tuple[int, int]]:
        """Targets accepted by walks that begin at token `first`, with the token after each."""
        norms, joined = tokens.norms, tokens.joined
        found: list[tuple[int, int]] = []
        stack = _step(self.root, norms[first], first + 1)
        seen: set[tuple[int, int]] = set()
        sentence_end = -1
        while stack:
            node, at = stack.pop()
            if node.accepts:
                for target, at_start, at_end in node.accepts:
                    if (not at_start or tokens.opens[first]) and (
                        not at_end or tokens.closes[at - 1]
                    ):
                        found.append((target, at))
            if node.gaps:
                if sentence_end < 0:
                    sentence_end = tokens.sentences[tokens.sentence_of[first]].last
                for width, inner in node.gaps.items():
                    for after in range(at, min(at + width + 1, sentence_end)):
                        if (id(inner), after) not in seen:
                            seen.add((id(inner), after))
                            stack += _step(inner, norms[after], after + 1)
            if at < len(norms) and joined[at]:
                stack += _step(node, norms[at], at + 1)
        return found

    def _find_literals(self, tokens: Tokens, text: str) -> list[Hit]:
        hits = []
        for match in self._first.finditer(text):
            start = match.start()
            for length, literals in self._literals[match.group()].items():
                end = start + length
                targets = literals.get(text[start:end])
                if targets and tokens.norms and not _inside_number(text, start, end):
                    token = max(0, bisect_right(tokens.starts, start) - 1)
                    hits += [Hit(target, start, end, token) for target in targets]
        return hits

    def _add(self, wording: Wording, target: int) -> None:
        nodes = [self.root]
        for atom in wording.atoms:
            nodes = [_child(node, atom, edge) for node in nodes for edge in _edges(atom)]
        for node in nodes:
            accept = (target, wording.at_start, wording.at_end)
            if node.accepts is None:
                node.accepts = []
            if accept not in node.accepts:
                node.accepts.append(accept)


def check_cost(automaton: Automaton, phrases: Iterable[Phrase]) -> None:
    """Raise PhraseError naming the phrases whose first word branches beyond the budget."""
    costly = set(automaton.costly_first_words())
    if not costly:
        return
    named = [
        phrase.source
        for phrase in phrases
        if any(_name(wording.atoms[0]) in costly for wording in phrase.wordings)
    ]
    raise PhraseError(
        "phrases-too-costly",
        "These phrases together take too long to look for: "
        + "; ".join(named[:5])
        + ". Use fewer or narrower gaps (~n) after their first word.",
    )


def _step(node: Node, norm: str, after: int) -> list[tuple[Node, int]]:
    """The states reached from `node` by one token."""
    reached = []
    plain = node.next.get(norm)
    if plain is not None:
        reached.append((plain, after))
    if node.stars is not None:
        for prefix, starred in node.stars.get(norm[:_STAR_KEY], {}).items():
            if norm.startswith(prefix):
                reached.append((starred, after))
    if node.number is not None and (norm[0].isdigit() or norm in _NUMBER_WORDS):
        reached.append((node.number, after))
    return reached


_NUMBER_WORDS = frozenset("one two three four five six seven eight nine ten eleven twelve".split())


def _edges(atom: Atom) -> tuple[str, ...]:
    also = ALSO.get(atom.text) if atom.kind == "word" else None
    return (atom.text, also) if also else (atom.text,)


def _child(node: Node, atom: Atom, edge: str) -> Node:
    if atom.kind == "word":
        return node.next.setdefault(edge, Node())
    if atom.kind == "number":
        node.number = node.number or Node()
        return node.number
    if atom.kind == "gap":
        if node.gaps is None:
            node.gaps = {}
        return node.gaps.setdefault(atom.width, Node())
    if node.stars is None:
        node.stars = {}
    return node.stars.setdefault(edge[:_STAR_KEY], {}).setdefault(edge, Node())


def _name(atom: Atom) -> str:
    return {"star": f"{atom.text}*", "number": "@number"}.get(atom.kind, atom.text)


def _fan_out(node: Node) -> int:
    """An upper bound of the states that one walk from `node` can visit."""
    cost = 1 + max(map(_fan_out, node.next.values()), default=0)
    for starred in (node.stars or {}).values():
        cost += sum(map(_fan_out, starred.values()))
    if node.number:
        cost += _fan_out(node.number)
    for width, inner in (node.gaps or {}).items():
        cost += (width + 1) * _fan_out(inner)
    return cost


def _inside_number(text: str, start: int, end: int) -> bool:
    """Whether the literal is cut out of a longer number or word."""
    before = start > 0 and text[start].isalnum() and text[start - 1].isalnum()
    return before or (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())
