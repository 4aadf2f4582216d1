"""Publish and roll back: what would change, in plain words, and what was published before."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from unruffle import publish, working
from unruffle.accounts import Admin
from unruffle.console import access
from unruffle.core.layers import ORGANIZATION
from unruffle.db import revisions
from unruffle.db import working as stored
from unruffle.differences import differences
from unruffle.errors import NotPossible, NotPublished, UnruffleError
from unruffle.server import this_server

#: Differences on the page; a list that was just brought in has thousands.
SHOWN: Final = 200


@access.page("/publish")
def publishing(admin: Admin) -> str:
    """The differences between the working copy and what is live, and the history of the scope."""
    return _page(admin, access.scope(admin), None)


@access.page("/publish", methods=["POST"], roles=access.EDITORS)
def publish_lists(admin: Admin) -> Response | tuple[str, int]:
    """Publish, roll back to `revision`, or throw away what is not published."""
    scope, now = access.scope(admin, edit=True), datetime.now(UTC)
    server, note = this_server(), request.form.get("note", "").strip()
    try:
        match request.form.get("do"):
            case "publish":
                number = publish.publish_layer(server.database, admin, scope.name, note, now)
                flash(f"Revision {number} is live. Every agent has it within two seconds.")
            case "roll-back":
                old = request.form.get("revision", 0, type=int)
                number = publish.roll_back(server.database, admin, scope.name, old, note, now)
                flash(f"Revision {number} is live: it has the lists of revision {old}.")
            case "discard":
                with server.database.write() as connection:
                    layer = publish.published_layer(connection, scope.name)
                    working.replace_all(connection, admin, scope.name, layer, now)
                flash("The working copy is what is live. The trail has what it was.")
            case _:
                raise NotPossible("Nothing was asked for.", "Use a button of the page.")
    except (NotPublished, NotPossible) as refused:
        return _page(admin, scope, refused), refused.status
    return redirect(url_for("console.publishing", scope=scope.name))


def _page(admin: Admin, scope: access.Scope, refused: UnruffleError | None) -> str:
    server = this_server()
    view = server.live.view
    with server.database.read() as connection:
        live = revisions.latest_number(connection)
        # This worker may be a moment behind one that has just published.
        published = view.published.texts.get(scope.name, {})
        if live != view.revision:
            published = working.texts_of(publish.published_layer(connection, scope.name))
        rows = stored.every(connection, scope.name)
        # Those of the package have no scope, and reach everybody.
        told = revisions.history(connection, list({scope.name, ORGANIZATION, ""}), most=30)
    found, count = differences(published, rows, SHOWN)
    return render_template(
        "console/publish.html",
        scope=scope,
        scopes=access.scopes(admin),
        labels={found.name: found.label for found in access.scopes(admin)},
        may_edit=admin.may_edit(scope.name),
        found=found,
        count=count,
        history=[(one, datetime.fromtimestamp(one.published_at, UTC)) for one in told],
        live=live,
        note=request.form.get("note", ""),
        refused=refused,
    )
