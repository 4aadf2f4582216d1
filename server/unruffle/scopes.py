"""Scopes: what a list, a change or a report belongs to, "organization" or "team/3"."""

from __future__ import annotations

from typing import Final

#: The scope of what holds for every team.
ORGANIZATION: Final = "organization"


def team_scope(team_id: int) -> str:
    """The scope of a team, such as "team/3"."""
    return f"team/{team_id}"


def team_of(scope: str) -> int | None:
    """The id of the team that a scope names; None for the organization and for no scope."""
    kind, _, number = scope.partition("/")
    return int(number) if kind == "team" and number.isascii() and number.isdigit() else None
