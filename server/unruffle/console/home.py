"""The first page: what a newcomer does first, one button each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from flask import current_app, render_template, url_for

from unruffle import demo
from unruffle.accounts import Admin
from unruffle.console import access
from unruffle.db import admins, teams
from unruffle.server import this_server


@dataclass(frozen=True, slots=True)
class _Step:
    """A first step: the pages of which the first that is served opens, and its words."""

    endpoints: tuple[str, ...]
    label: str
    about: str


#: A step none of whose pages is served here is left out.
_STEPS: Final = (
    _Step(
        ("console.paste",),
        "Paste my list",
        "Words your team avoids, one a line or in two columns. Nobody sees them until you say so.",
    ),
    _Step(
        ("console.practice", "demo.try_it"),
        "See what agents see",
        "A customer's message and a reply box with live marks. Nothing is stored.",
    ),
    _Step(
        ("console.agents",),
        "Connect an agent",
        "A link that connects the extension of one agent, or a code for all browsers of a team.",
    ),
)


@access.page("")
def home(admin: Admin) -> str:
    """For an owner who is alone: invite a team lead. For everybody else: the first steps."""
    with this_server().database.read() as connection:
        others = len(admins.every(connection)) > 1
        waiting = [row for row in admins.open_invitations(connection, _now()) if row.name]
        known = teams.every(connection)
    steps = [
        (step, url_for(served[0]))
        for step in _STEPS
        if (served := [endpoint for endpoint in step.endpoints if _served(admin, endpoint)])
    ]
    return render_template(
        "console/home.html",
        inviting=admin.role == "owner" and not others and not waiting,
        steps=steps,
        teams=known,
    )


def _served(admin: Admin, endpoint: str) -> bool:
    if endpoint not in current_app.view_functions:
        return False
    if endpoint.startswith("demo."):
        return demo.shown_here()
    return access.may_open(admin, endpoint)


def _now() -> int:
    return int(datetime.now(UTC).timestamp())
