"""The page of good moves as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from unruffle.core.techniques import Move
from unruffle.guide import prose, words
from unruffle.guide.entries import Guide, segments
from unruffle.guide.markdown import bullets, code, marked, text


def page(guide: Guide) -> Iterator[str]:
    """The parts of the page, phase by phase."""
    yield "[All categories](index.md) · [Sources](../sources.md)"
    yield prose.TECHNIQUES
    for phase, title in words.PHASE_SAYS.items():
        yield f"## {title}"
        for move in guide.techniques:
            if move.phase == phase:
                yield from _technique(move)


def _technique(move: Move) -> Iterator[str]:
    alias = f" (in the article: {text(move.alias)})" if move.alias else ""
    yield f"### {move.id} {text(move.name)}{alias}"
    yield f"The reply {text(move.shows)}. {words.expectation(move.expected)}"
    if move.phrases:
        yield f"Looks for:\n\n{bullets(map(code, move.phrases))}"
    if move.flags:
        found = (
            "".join(marked(piece) if is_marked else text(piece) for piece, is_marked in pieces)
            for pieces in (segments(example.text, example.spans) for example in move.flags)
        )
        yield f"Finds:\n\n{bullets(found)}"
    if move.passes:
        yield f"Passes by:\n\n{bullets(text(example.text) for example in move.passes)}"
