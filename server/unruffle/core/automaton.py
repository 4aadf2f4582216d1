"""Compiles phrases into nodes: equal sets of open phrases become one node.

So alternatives share what follows them, and a word leads to one node however many phrases go on
with it. Only gaps, stars and numbers branch; `fan_out` bounds how far.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, KeysView

from unruffle.core.limits import limit
from unruffle.core.phrases import Phrase
from unruffle.core.spelling import ALSO
from unruffle.core.syntax import Atom, too_much

#: Stars are looked up by this many first letters of a word.
STAR_KEY = 3
#: targets, only at the start of a sentence, only at its end
Accept = tuple[tuple[int, ...], bool, bool]
#: reach in words with the one after it, the plain words that may follow, where they lead from
Gap = tuple[int, KeysView[str], "Node"]
_States = frozenset[int]
_FREE_NODES = 10_000


class Node:
    """A place between two words.

    `branches` tells whether there are stars or numbers, which most nodes have not, and `more`
    whether there is anything but `next`. `reach` and `ahead` are the widest reach of all gaps and
    all the words that may follow one; `ahead` is None where a star or a number may.
    """

    __slots__ = ("accepts", "ahead", "branches", "gaps", "more", "next", "number", "reach", "stars")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.stars: dict[str, dict[str, Node]] | None = None
        self.gaps: tuple[Gap, ...] = ()
        self.number: Node | None = None
        self.accepts: tuple[Accept, ...] = ()
        self.ahead: frozenset[str] | None = None
        self.reach = 0
        self.branches = False
        self.more = False


class _Graph:
    """The phrases as numbered states; state 0 is where every phrase begins."""

    def __init__(self) -> None:
        self.edges: list[list[tuple[Atom, int]]] = [[]]
        self.skips: list[list[int]] = [[]]
        self.accepts: dict[int, tuple[int, bool, bool]] = {}

    def add(self, phrase: Phrase, target: int) -> None:
        state = 0
        for part in phrase.parts:
            after = self._state()
            for choice in part:
                self._chain(state, choice, after)
            state = after
        self.accepts[state] = (target, phrase.at_start, phrase.at_end)

    def closure(self, states: Iterable[int]) -> _States:
        """The states with all that can be reached by leaving optional parts out."""
        reached, stack = set(), list(states)
        while stack:
            state = stack.pop()
            if state not in reached:
                reached.add(state)
                stack += self.skips[state]
        return frozenset(reached)

    def _state(self) -> int:
        self.edges.append([])
        self.skips.append([])
        return len(self.edges) - 1

    def _chain(self, state: int, atoms: tuple[Atom, ...], after: int) -> None:
        if not atoms:
            self.skips[state].append(after)
            return
        for atom in atoms[:-1]:
            inner = self._state()
            self.edges[state].append((atom, inner))
            state = inner
        self.edges[state].append((atoms[-1], after))


def compile_phrases(phrases: Iterable[tuple[Phrase, int]]) -> list[Node]:
    """The nodes of the automaton over all phrases that are no literals, from the first one on.

    Raises PhraseError when alternatives multiply beyond the limit.
    """
    graph = _Graph()
    for phrase, target in phrases:
        if phrase.parts:
            graph.add(phrase, target)
    root = Node()
    start = graph.closure([0])
    nodes: dict[_States, Node] = {start: root}
    waiting = [start]
    # Phrases share nodes; only ones made to multiply need many more nodes than they have places.
    most = limit("nodes") * len(graph.edges) + _FREE_NODES

    def node(states: set[int]) -> Node:
        closed = graph.closure(states)
        known = nodes.get(closed)
        if known is None:
            known = nodes[closed] = Node()
            waiting.append(closed)
        return known

    while waiting:
        states = waiting.pop()
        _connect(nodes[states], states, graph, node)
        if len(nodes) > most:
            raise too_much("nodes", "All phrases together")
    _look_ahead(nodes.values())
    return list(nodes.values())


def costly_first_words(root: Node) -> set[str]:
    """First words, as they are written in phrases, after which too much branches."""
    memory: dict[tuple[int, int], int] = {}

    def costly(*nodes: Node) -> bool:
        return sum(fan_out(node, 1, memory) for node in nodes) > limit("fan_out")

    over = {word for word, node in root.next.items() if costly(node)}
    for starred in (root.stars or {}).values():
        if costly(*starred.values()):
            over |= {f"{prefix}*" for prefix in starred}
    if root.number and costly(root.number):
        over.add("@number")
    return over


def fan_out(node: Node, places: int, memory: dict[tuple[int, int], int]) -> int:
    """About how many states a walk visits from `node` on, when it arrives at so many places."""
    known = memory.get((id(node), places))
    if known is not None:
        return known
    # At each place one word goes on: always the same one, or as many as there are.
    cost = places + max((fan_out(child, places, memory) for child in node.next.values()), default=0)
    many = min(places, len(node.next))
    if many > 1:
        few = places - many + 1
        each = sorted(fan_out(child, few, memory) for child in node.next.values())
        cost = max(cost, places + sum(each[-many:]))
    for starred in (node.stars or {}).values():
        cost += sum(fan_out(child, places, memory) for child in starred.values())
    if node.number:
        cost += fan_out(node.number, places, memory)
    for reach, _, inner in node.gaps:
        cost += fan_out(inner, places + reach - 1, memory)
    memory[id(node), places] = cost
    return cost


def _connect(node: Node, states: _States, graph: _Graph, find: Callable[[set[int]], Node]) -> None:
    """Gives `node` its ways on: one for each word, star, gap width and for numbers."""
    words: dict[str, set[int]] = defaultdict(set)
    stars: dict[str, set[int]] = defaultdict(set)
    gaps: dict[int, set[int]] = defaultdict(set)
    numbers: set[int] = set()
    for state in states:
        for atom, after in graph.edges[state]:
            if atom.kind == "word":
                words[atom.text].add(after)
                if atom.text in ALSO:
                    words[ALSO[atom.text]].add(after)
            elif atom.kind == "star":
                stars[atom.text].add(after)
            elif atom.kind == "gap":
                gaps[atom.width].add(after)
            else:
                numbers.add(after)
    accepted: dict[tuple[bool, bool], set[int]] = defaultdict(set)
    for state in states & graph.accepts.keys():
        target, *place = graph.accepts[state]
        accepted[place[0], place[1]].add(target)
    node.accepts = tuple((tuple(sorted(t)), *place) for place, t in accepted.items())
    # Filled where it is: gaps that lead here look at its keys.
    node.next.update((word, find(after)) for word, after in words.items())
    inner = {width: find(after) for width, after in gaps.items()}
    node.gaps = tuple((width + 1, each.next.keys(), each) for width, each in inner.items())
    node.number = find(numbers) if numbers else None
    for prefix, endings in stars.items():
        node.stars = node.stars or {}
        node.stars.setdefault(prefix[:STAR_KEY], {})[prefix] = find(endings)
    node.branches = node.stars is not None or node.number is not None
    node.more = node.branches or bool(node.gaps or node.accepts)


def _look_ahead(nodes: Iterable[Node]) -> None:
    """Tells each node what may follow its gaps: most often nothing does, and one look tells."""
    # Many nodes go on with the same gaps.
    known: dict[frozenset[int], frozenset[str]] = {}
    for node in nodes:
        if not node.gaps:
            continue
        node.reach = max(reach for reach, *_ in node.gaps)
        if not any(inner.branches for *_, inner in node.gaps):
            inners = frozenset(id(inner) for *_, inner in node.gaps)
            if inners not in known:
                known[inners] = frozenset[str]().union(*(words for _, words, _ in node.gaps))
            node.ahead = known[inners]
