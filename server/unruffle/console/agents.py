"""Agents: enrollment codes and links, and the keys that came from them. Nothing is per person."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from unruffle import auth, policy
from unruffle.accounts import Admin
from unruffle.console import access
from unruffle.db import credentials
from unruffle.errors import NotFound, NotPossible, StartError
from unruffle.extension import chromium_id, firefox_id
from unruffle.preset import Preset
from unruffle.scopes import team_of
from unruffle.server import this_server

#: Most browsers that one code may connect, and most days that it is good for.
MOST_USES: Final = 10_000
MOST_DAYS: Final = 365


@access.page("/agents", roles=access.EDITORS)
def agents(admin: Admin) -> str:
    """The codes of a team that may still be used, and its keys by the week of their last use."""
    return _page(admin)


@access.page("/agents/code", methods=["POST"], roles=access.EDITORS)
def new_code(admin: Admin) -> str:
    """Make a code and show it, this once: as a link, and as policies for a roll-out."""
    scope, server = access.team(admin, edit=True), this_server()
    uses, days = _number("uses", MOST_USES), _number("days", MOST_DAYS)
    made = auth.new_code(server.database, _team(scope), datetime.now(UTC), uses, days, who=admin)
    sites = request.form.get("sites", "").split()
    return _page(
        admin,
        link=f"{server.settings.base_url}/connect#{made}",
        uses=uses,
        days=days,
        policies=_policies(made, sites) if uses > 1 else {},
    )


@access.page("/agents/code/<int:number>/revoke", methods=["POST"], roles=access.EDITORS)
def revoke_code(admin: Admin, number: int) -> Response:
    """Revoke a code; the keys that it gave stay valid."""
    return _revoke(admin, number, auth.revoke_code, "The code is revoked.")


@access.page("/agents/key/<int:number>/revoke", methods=["POST"], roles=access.EDITORS)
def revoke_key(admin: Admin, number: int) -> Response:
    """Revoke a key: its extension is no longer served."""
    return _revoke(admin, number, auth.revoke_key, "The key is revoked.")


def _page(admin: Admin, **made: Any) -> str:
    scope, server = access.team(admin, edit=True), this_server()
    team_id, now = _team(scope), datetime.now(UTC)
    with server.database.read() as connection:
        codes = [
            code
            for code in credentials.every_code(connection)
            if code.team_id == team_id
            and code.revoked_at is None
            and code.uses < code.max_uses
            and code.expires_at > now.timestamp()
        ]
        keys = [
            key
            for key in credentials.every_key(connection)
            if key.team_id == team_id and key.scope == "full" and key.revoked_at is None
        ]
    lapsed = now.date() - timedelta(days=server.settings.key_lapse_days)
    return render_template(
        "console/agents.html",
        scope=scope,
        scopes=[found for found in access.scopes(admin) if team_of(found.name) is not None],
        codes=[(code, datetime.fromtimestamp(code.expires_at, UTC)) for code in codes],
        keys=sorted(
            ((key, auth.week_of(key.used_on), key.used_on < lapsed) for key in keys),
            key=lambda shown: (shown[1], shown[0].id),
            reverse=True,
        ),
        code_days=auth.CODE_DAYS,
        lapse_days=server.settings.key_lapse_days,
        **made,
    )


def _revoke(admin: Admin, number: int, revoke: Callable[..., None], said: str) -> Response:
    revoke(this_server().database, admin, number, datetime.now(UTC))
    flash(said)
    return redirect(url_for("console.agents", scope=request.form.get("scope") or None))


def _team(scope: access.Scope) -> int:
    team_id = team_of(scope.name)
    if team_id is None:
        raise NotFound
    return team_id


def _number(name: str, most: int) -> int:
    given = request.form.get(name, type=int)
    if given is None or not 1 <= given <= most:
        raise NotPossible(f"This is a number from 1 to {most}.", f"It is the one called {name}.")
    return given


def _policies(code: str, sites: list[str]) -> dict[str, str]:
    """By browser, what `unruffle policy` prints. Raises NotPossible for what is no site."""
    try:
        preset = Preset(this_server().settings.base_url, code, tuple(sites))
    except StartError as refused:
        raise NotPossible(refused.message, refused.hint) from None
    chromium = policy.chromium(preset, chromium_id())
    found = {
        "Chrome, Edge": chromium,
        "Firefox": policy.firefox(preset, firefox_id()),
    }
    return {browser: json.dumps(content, indent=2) for browser, content in found.items()}
