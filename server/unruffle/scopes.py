"""Which team a scope names. The scopes themselves, "organization" and "team/3", are the layers'."""

from __future__ import annotations

from unruffle.core.layers import ORGANIZATION, team_scope

__all__ = ["ORGANIZATION", "team_of", "team_scope"]


def team_of(scope: str) -> int | None:
    """The id of the team that a scope names; None for the organization and for no scope."""
    kind, _, number = scope.partition("/")
    return int(number) if kind == "team" and number.isascii() and number.isdigit() else None
