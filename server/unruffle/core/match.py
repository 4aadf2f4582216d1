"""Walks the automaton over a draft: every phrase of a rulebook in one pass.

Cost grows with the text and with what stands at its words, not with the number of phrases.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from typing import NamedTuple

from unruffle.core.automaton import STAR_KEY, Gap, Node, compile_phrases, costly_first_words
from unruffle.core.phrases import Phrase
from unruffle.core.syntax import Atom, too_much
from unruffle.core.tokens import Tokens

_NONE: dict[str, Node] = {}
_NO_LITERALS: dict[int, dict[str, tuple[int, ...]]] = {}
_LAST_OF_PLANE = "\uffff"
_NUMBER_WORDS = frozenset("one two three four five six seven eight nine ten eleven twelve".split())


class Match(NamedTuple):
    """One wording found: its span, and the token it starts at.

    A tuple, since a draft has a hundred of them and a dataclass takes three times as long to make.
    """

    start: int
    end: int
    token: int


#: The targets of all phrases that end there, and the parts of the match: most hits are asked for
#: no more than their targets.
Hit = tuple[tuple[int, ...], int, int, int]


class Matcher:
    """Phrases compiled together; each is added for a target, an index that its hits carry.

    Raises PhraseError naming the phrases that would take too long to look for.
    """

    def __init__(self, phrases: Sequence[tuple[Phrase, int]]) -> None:
        nodes = compile_phrases(phrases)
        self.root = nodes[0]
        # First character -> length -> literal -> targets: a few look-ups however many there are.
        self._literals: dict[str, dict[int, dict[str, tuple[int, ...]]]] = {}
        for phrase, target in phrases:
            if phrase.literal:
                same_length = self._literals.setdefault(phrase.literal[0], {})
                same_text = same_length.setdefault(len(phrase.literal), {})
                same_text[phrase.literal] = (*same_text.get(phrase.literal, ()), target)
        #: The targets that any hit may have.
        self.endings = {targets for node in nodes for targets, *_ in node.accepts}
        for same_length in self._literals.values():
            self.endings.update(*(same_text.values() for same_text in same_length.values()))
        # First words of phrases that begin others as a star or a number.
        self._branching = frozenset(filter(self._branches, self.root.next))
        self._first = _any_of(self._literals)
        _check_cost(self.root, [phrase for phrase, _ in phrases])

    def _branches(self, norm: str) -> bool:
        reached: list[tuple[Node, int]] = []
        _branch(self.root, norm, 1, reached)
        return bool(reached)

    def find(self, tokens: Tokens, text: str) -> list[Hit]:
        """Every match in a masked text, overlapping ones too, in no order."""
        hits = self._find_literals(tokens, text)
        root, norms, starts, ends = self.root, tokens.norms, tokens.starts, tokens.ends
        # What a phrase may go on with at each token: "", which is no word, where nothing joins.
        onward = [norm if joins else "" for norm, joins in zip(norms, tokens.joined, strict=True)]
        onward.append("")
        waiting: list[tuple[Node, int]] = []
        # Only gaps lead to a place twice, and what was walked from it finds nothing new.
        seen: set[tuple[int, int]] = set()
        for sentence in tokens.sentences:
            end = sentence.last
            for first in range(sentence.first, end):
                norm, at = norms[first], first + 1
                node = root.next.get(norm)
                if root.branches and (node is None or norm in self._branching):
                    _branch(root, norm, at, waiting)
                # The innermost loop, all in one place: most words lead nowhere, and what they
                # cost is a few look-ups.
                while node is not None or waiting:
                    if node is None:
                        node, at = waiting.pop()
                    word = onward[at]
                    if node.more:
                        for targets, at_start, at_end in node.accepts:
                            if (not at_start or first in tokens.opens) and (
                                not at_end or at - 1 in tokens.closes
                            ):
                                hits.append((targets, starts[first], ends[at - 1], first))
                        if node.gaps:
                            far = at + node.reach
                            window = norms[at : far if far < end else end]
                            if node.ahead is None or not node.ahead.isdisjoint(window):
                                _leap(node.gaps, window, at, waiting, seen)
                        if node.branches and word:
                            _branch(node, word, at + 1, waiting)
                    node = node.next.get(word)
                    at += 1
                seen.clear()
        return hits

    def _find_literals(self, tokens: Tokens, text: str) -> list[Hit]:
        hits = []
        for first in self._first.finditer(text):
            start = first.start()
            for length, literals in self._literals.get(first.group(), _NO_LITERALS).items():
                end = start + length
                targets = literals.get(text[start:end])
                if targets and tokens.norms and not _inside_number(text, start, end):
                    token = max(0, bisect_right(tokens.starts, start) - 1)
                    hits.append((targets, start, end, token))
        return hits


def _any_of(characters: Collection[str]) -> re.Pattern[str]:
    """A pattern that finds these characters, and others like them where that is quicker."""
    # A set tries those beyond the first plane, such as emoji, one by one at each place.
    firsts = "".join(one for one in characters if one <= _LAST_OF_PLANE)
    beyond = rf"{_LAST_OF_PLANE}-\U0010ffff" if any(o > _LAST_OF_PLANE for o in characters) else ""
    return re.compile(f"[{re.escape(firsts)}{beyond}]" if firsts or beyond else "(?!)")


def _leap(
    gaps: tuple[Gap, ...],
    window: list[str],
    at: int,
    waiting: list[tuple[Node, int]],
    seen: set[tuple[int, int]],
) -> None:
    """Puts what stands behind the gaps on the stack; `window` begins `at`, wide as the widest."""
    for reach, words, inner in gaps:
        near = window[:reach]
        if not inner.branches and words.isdisjoint(near):
            continue
        for place, norm in enumerate(near, at):
            after = inner.next.get(norm)
            if after is not None and (id(after), place) not in seen:
                seen.add((id(after), place))
                waiting.append((after, place + 1))
            # ~place: still inside the gap.
            if inner.branches and (id(inner), ~place) not in seen:
                seen.add((id(inner), ~place))
                _branch(inner, norm, place + 1, waiting)


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
