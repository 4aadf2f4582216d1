"""Reads the built-in lists into the snapshot that the core compiles."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any


def load() -> dict[str, Any]:
    """The snapshot of the lists as shipped; a rule's id is its path without `.toml`."""
    folder = files(__package__)
    rules = {
        f"{category.name}/{entry.name.removesuffix('.toml')}": _read(entry)
        for category in folder.iterdir()
        if category.is_dir()
        for entry in category.iterdir()
        if entry.name.endswith(".toml")
    }
    return {
        "rules": dict(sorted(rules.items())),
        "classes": _read(folder / "classes.toml")["classes"],
        "features": _read(folder / "features.toml")["features"],
        "sources": _read(folder / "sources.toml"),
        "categories": _read(folder / "categories.toml"),
        "techniques": _read(folder / "techniques.toml"),
        "checks": _read(folder / "checks.toml"),
        "cues": _read(folder / "situation.toml"),
        "allow": [],
    }


def _read(entry: Traversable) -> dict[str, Any]:
    return tomllib.loads(entry.read_text(encoding="utf-8"))
