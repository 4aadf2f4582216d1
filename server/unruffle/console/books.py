"""Rulebooks for pages: what is published, and what would be if a working copy went live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Any, Final

from unruffle import working
from unruffle.core.choices import Choices
from unruffle.core.layers import Layer, effective, parse_layer
from unruffle.core.rulebook import Rulebook, with_layers
from unruffle.db import teams
from unruffle.db import working as stored
from unruffle.scopes import team_of
from unruffle.server import this_server

#: Rulebooks of working copies that are kept: whoever tries one tries it several times.
KEPT: Final = 4
_compiled: dict[tuple[object, ...], Rulebook] = {}
_compiling = Lock()


@dataclass(frozen=True, slots=True)
class Book:
    """A rulebook and what holds in one scope of it."""

    rulebook: Rulebook
    choices: Choices


def published(scope: str) -> Book:
    """What agents of this scope hear now."""
    return _book(this_server().live.view.rulebook, scope)


def proposed(scope: str) -> Book:
    """What they would hear with the working copy. Raises core.rules.RuleError."""
    live = this_server().live
    view = live.view
    with this_server().database.read() as connection:
        stamp = (live, view.revision, scope, stored.stamp(connection, scope))
        with _compiling:
            if stamp not in _compiled:
                own = working.layer_of(working.entries(connection, scope))
                layers = {**view.published.snapshot.get("layers", {}), scope: own}
                if len(_compiled) >= KEPT:
                    del _compiled[next(iter(_compiled))]
                _compiled[stamp] = with_layers(view.published.shipped, layers)
            rulebook = _compiled[stamp]
    return _book(rulebook, scope)


def alone(scope: str, layer: Mapping[str, Any]) -> Book:
    """The lists as shipped with one small layer, quick to make. Raises core.rules.RuleError."""
    return _book(with_layers(this_server().live.view.published.shipped, {scope: layer}), scope)


def around(scope: str) -> dict[str, Layer]:
    """The layers that hold in a scope without rules: published ones, its own from the working copy.

    Only entries that change something are read, so that many rules cost nothing.
    """
    layers = this_server().live.view.rulebook.layers
    with this_server().database.read() as connection:
        changing = working.entries(connection, scope, without="rule")
    return {**layers, scope: parse_layer(scope, working.layer_of(changing))}


def _book(rulebook: Rulebook, scope: str) -> Book:
    chosen, team_id = Choices(), team_of(scope)
    if team_id is not None:
        with this_server().database.read() as connection:
            chosen = next(
                (team.choices for team in teams.every(connection) if team.id == team_id), chosen
            )
    today = datetime.now(UTC).date()
    return Book(rulebook, effective(rulebook.layers, scope, chosen, today))
