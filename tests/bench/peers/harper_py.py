"""Harper 2 as a Python module in Rust: grammar and spelling."""

from __future__ import annotations

from harper import Language, Linter

_linter = Linter()


def check(text: str) -> object:
    """What it says of a text."""
    return _linter.lint(text, language=Language.PLAINTEXT)
