"""Snapshots as the database keeps them, as text, and the rulebook of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from unruffle.core.rulebook import Rulebook, compile_rulebook, with_layers
from unruffle.lists import loader


def text_of(snapshot: Mapping[str, Any]) -> str:
    """The snapshot as JSON; equal snapshots are equal texts."""
    return json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True)
class Opened:
    """A snapshot, its rulebook, and that of the lists as shipped, without layers."""

    snapshot: Mapping[str, Any]
    shipped: Rulebook
    rulebook: Rulebook

    @classmethod
    def of(cls, snapshot: Mapping[str, Any]) -> Opened:
        """A snapshot compiled; quick where only layers differ from the one before.

        Raises core.rules.RuleError when it does not compile.
        """
        shipped = _shipped(text_of({n: part for n, part in snapshot.items() if n != "layers"}))
        return cls(snapshot, shipped, with_layers(shipped, snapshot.get("layers", {})))

    @cached_property
    def texts(self) -> Mapping[str, Mapping[tuple[str, str], str]]:
        """By scope the entries of its layer, each as its text: what a working copy is held against.

        Made when it is first asked for, since a snapshot never changes.
        """
        # A check on the command line needs no database.
        from unruffle.working import texts_of

        layers = self.snapshot.get("layers", {})
        return {scope: texts_of(layer) for scope, layer in layers.items()}


# The lists as shipped take seconds: a server that starts publishes the very lists that it then
# serves, and what admins publish leaves them alone.
@lru_cache(maxsize=1)
def _shipped(text: str) -> Rulebook:
    return compile_rulebook(json.loads(text))


def builtin() -> Rulebook:
    """The rulebook of the lists of this package. Raises core.rules.RuleError."""
    return Opened.of(loader.load()).rulebook
