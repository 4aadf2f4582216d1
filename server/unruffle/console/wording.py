"""Approved wording, and what holds for a whole list: lists on and off, sites, channels, profile."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from unruffle import working
from unruffle.accounts import Admin
from unruffle.console import access, books
from unruffle.core.rules import CONDITIONS, RuleError
from unruffle.errors import EditConflict, NotPossible, UnruffleError
from unruffle.server import this_server
from unruffle.working import Entry

_HOST: Final = re.compile(r"[a-z0-9._:\[\]-]{1,253}")


@access.page("/lists/wording", methods=["POST"], roles=access.EDITORS)
def save_wording(admin: Admin) -> Response:
    """Add approved wording, or take it away: agents see no mark in it, whatever rule it meets."""
    scope = access.scope(admin, edit=True)
    phrase = " ".join(request.form.get("phrase", "").split())
    body = {
        "owner": request.form.get("owner", "").strip() or admin.name,
        "note": request.form.get("note", "").strip(),
    }
    with this_server().database.write() as connection:
        there = working.entry(connection, scope.name, "allow", phrase)
        entry = Entry("allow", phrase, body, there.version if there else 0)
        if request.form.get("do") == "remove":
            working.remove(connection, admin, scope.name, entry, datetime.now(UTC), "")
        else:
            _compiles(scope.name, [entry])
            working.save(connection, admin, scope.name, entry, datetime.now(UTC), "")
    return redirect(url_for("console.lists", scope=scope.name, tab="wording"))


@access.page("/lists/whole")
def whole(admin: Admin) -> str:
    """Optional lists and those of the package, the profile, and where own rules speak."""
    return _page(admin, access.scope(admin), None)


@access.page("/lists/whole", methods=["POST"], roles=access.EDITORS)
def save_whole(admin: Admin) -> Response | tuple[str, int]:
    """Write what differs into the working copy."""
    scope, now = access.scope(admin, edit=True), datetime.now(UTC)
    try:
        wanted = list(_wanted())
        _compiles(scope.name, [one for one in wanted if one.body["value"] not in (None, [], "")])
        with this_server().database.write() as connection:
            for one in wanted:
                if one.body["value"] in (None, [], ""):
                    working.remove(connection, admin, scope.name, one, now, "")
                else:
                    working.save(connection, admin, scope.name, one, now, "")
    except (EditConflict, NotPossible) as refused:
        return _page(admin, scope, refused), refused.status
    flash("Saved in the working copy. Agents see it once it is published.")
    return redirect(url_for("console.whole", scope=scope.name))


def _wanted() -> Iterator[Entry]:
    form = request.form
    for name in this_server().live.view.published.snapshot.get("categories", {}):
        if f"list-{name}" in form:
            value = {"on": True, "off": False}.get(form[f"list-{name}"])
            yield Entry("list", name, {"value": value}, _version(f"list-{name}"))
    yield Entry("profile", "profile", {"value": form.get("profile", "")}, _version("profile"))
    hosts = form.get("hosts", "").lower().split()
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise NotPossible(f"“{host}” is no site.", "Write a host, such as help.example.com.")
    yield Entry("place", "hosts", {"value": hosts}, _version("hosts"))
    yield Entry("place", "channels", {"value": form.getlist("channel")}, _version("channels"))


def _page(admin: Admin, scope: access.Scope, refused: UnruffleError | None) -> str:
    snapshot = this_server().live.view.published.snapshot
    with this_server().database.read() as connection:
        held = {
            (entry.kind, entry.name): entry
            for entry in working.entries(connection, scope.name, "rule")
        }
    return render_template(
        "console/whole.html",
        scope=scope,
        scopes=access.scopes(admin),
        may_edit=admin.may_edit(scope.name),
        categories=snapshot.get("categories", {}),
        profiles=snapshot.get("profiles", {}),
        channels=CONDITIONS["channel"],
        held=held,
        typed=request.form if refused else None,
        refused=refused,
    )


def _compiles(scope: str, entries: list[Entry]) -> Mapping[str, Any]:
    """Raises NotPossible where these entries cannot be read."""
    layer = working.layer_of(entries)
    try:
        books.alone(scope, layer)
    except RuleError as error:
        raise NotPossible(str(error), " ") from error
    return layer


def _version(part: str) -> int:
    return request.form.get(f"version-{part}", 0, type=int)
