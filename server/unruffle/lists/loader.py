"""Reads the built-in lists into the snapshot that the core compiles."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

#: The folder that holds no rules but checks.
_CHECKS = "checks"


def load() -> dict[str, Any]:
    """The snapshot of the lists as shipped; a rule's id is its path without `.toml`."""
    folder = files(__package__)
    rules = {
        f"{category.name}/{name}": data
        for category in folder.iterdir()
        if category.is_dir() and category.name != _CHECKS
        for name, data in _each(category)
    }
    return {
        "rules": dict(sorted(rules.items())),
        "classes": _read(folder / "classes.toml")["classes"],
        "features": _read(folder / "features.toml")["features"],
        "sources": _read(folder / "sources.toml"),
        "categories": _read(folder / "categories.toml"),
        "techniques": _read(folder / "techniques.toml"),
        "checks": dict(sorted(_each(folder / _CHECKS))),
        "profiles": _read(folder / "profiles.toml"),
        "cues": _read(folder / "situation.toml"),
        "allow": [],
        "learned": json.loads((folder / "learned.json").read_text(encoding="utf-8")),
    }


def _each(folder: Traversable) -> Iterator[tuple[str, dict[str, Any]]]:
    """The name and the data of each TOML file in a folder."""
    for entry in folder.iterdir():
        if entry.name.endswith(".toml"):
            yield entry.name.removesuffix(".toml"), _read(entry)


def _read(entry: Traversable) -> dict[str, Any]:
    return tomllib.loads(entry.read_text(encoding="utf-8"))
