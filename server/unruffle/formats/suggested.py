"""Suggestions as people write them in one line, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_LEAVE_OUT = "(leave it out)"
_SENTENCE = "sentence: "
_OURS = "ours: "


def line_of_suggestion(suggestion: Any) -> Any:
    """`today`, `sentence: I'll write by {time}.`, `(leave it out)`; what fits none stays as it is.

    `ours:` goes first where the words take responsibility.
    """
    match suggestion:
        case {"text": str() as text, **rest} if _fits(rest, text):
            before = _OURS if rest.get("ours") else ""
            before += _SENTENCE if rest.get("replaces") == "sentence" else ""
            return before + (text or _LEAVE_OUT)
    return suggestion


def suggestion_of_line(line: Any) -> Any:
    """The suggestion that such a line means."""
    if not isinstance(line, str):
        return line
    text = line.removeprefix(_OURS)
    ours = text != line
    words = text.removeprefix(_SENTENCE)
    replaces = "sentence" if words != text else "match"
    suggestion: dict[str, Any] = {
        "text": "" if words == _LEAVE_OUT else words,
        "replaces": replaces,
    }
    return {**suggestion, "ours": True} if ours else suggestion


def _fits(rest: Mapping[Any, Any], text: str) -> bool:
    """Whether a line says all there is, and is read back as the same."""
    if rest.get("replaces") not in ("match", "sentence") or rest.get("ours") not in (None, True):
        return False
    marked = text.startswith((_OURS, _SENTENCE)) or text == _LEAVE_OUT
    return set(rest) <= {"replaces", "ours"} and not marked
