"""The core does no I/O: what it imports decides what it can do."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import unruffle.core

CORE = Path(unruffle.core.__file__).parent
ALLOWED = {
    "__future__",
    "bisect",
    "collections",
    "collections.abc",
    "dataclasses",
    "datetime",
    "functools",
    "itertools",
    "math",
    "re",
    "typing",
    "unicodedata",
}


@pytest.mark.parametrize("module", sorted(CORE.glob("*.py")), ids=lambda path: path.name)
def test_the_core_imports_nothing_that_reaches_out(module: Path) -> None:
    """No Flask, database, clock, network or file behind the wall."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        assert all(name in ALLOWED or name.startswith("unruffle.core") for name in names), names


@pytest.mark.parametrize("module", sorted(CORE.glob("*.py")), ids=lambda path: path.name)
def test_the_core_opens_and_prints_nothing(module: Path) -> None:
    """The core calls neither open, print, input, eval nor exec."""
    tree = ast.parse(module.read_text("utf-8"))
    calls = {
        n.func.id
        for n in ast.walk(tree)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    }
    assert not calls & {"open", "print", "input", "eval", "exec", "compile", "__import__"}


@pytest.mark.parametrize("module", sorted(CORE.glob("*.py")), ids=lambda path: path.name)
def test_the_core_asks_no_clock(module: Path) -> None:
    """What the time is comes from outside, or the same draft would give two answers."""
    called = {
        node.func.attr
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & {"now", "today", "utcnow", "fromtimestamp"}
