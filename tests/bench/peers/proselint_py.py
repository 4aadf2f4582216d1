"""proselint: usage, cliches, redundancy."""

from __future__ import annotations

from proselint.checks import __register__
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

CheckRegistry().register_many(__register__)


def check(text: str) -> object:
    """What it says of a text."""
    return LintFile("reply", text).lint()
