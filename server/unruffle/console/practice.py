"""The practice page: a message, a box with live marks, and a playbook. Nothing of it is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from flask import jsonify, render_template, request
from werkzeug.wrappers import Response

from unruffle import auth, inpage
from unruffle.accounts import Admin
from unruffle.console import access, books
from unruffle.core.types import CAUSES
from unruffle.errors import NotFound
from unruffle.guide.entries import segments
from unruffle.practice import PLAYBOOK, categories, exercise
from unruffle.scopes import team_of
from unruffle.server import this_server

#: The list to begin with.
_FIRST: Final = "false-apology"


@access.page("/practice")
def practice(admin: Admin) -> str:
    """A message to answer: `?scope=&list=&number=`. No result is shown, stored or counted."""
    scope = access.team(admin)
    book = books.published(scope.name)
    titles = this_server().live.view.published.snapshot.get("categories", {})
    lists = {
        name: titles.get(name, {}).get("title", name)
        for name in categories(book.rulebook, book.choices)
    }
    wanted = request.args.get("list", _FIRST)
    chosen = wanted if wanted in lists else next(iter(lists), "")
    number = min(max(0, request.args.get("number", 0, type=int)), 10_000)
    found = exercise(book.rulebook, book.choices, chosen, number)
    return render_template(
        "console/practice.html",
        scope=scope,
        scopes=[known for known in access.scopes(admin) if team_of(known.name) is not None],
        lists=lists,
        chosen=chosen,
        number=number,
        exercise=found,
        playbook=sorted(PLAYBOOK, key=lambda play: play.cause not in found.causes),
        causes=[cause for cause in found.causes if cause in CAUSES],
        segments=segments,
    )


@access.page("/practice/key", methods=["POST"])
def practice_key(admin: Admin) -> Response:
    """`{"key"}`: checks drafts with the lists of the team for a quarter of an hour."""
    server, team_id = this_server(), team_of(access.team(admin).name)
    if team_id is None:
        raise NotFound
    key = auth.brief_key(server.database, team_id, datetime.now(UTC), inpage.KEY_S)
    # This worker knows it at once, so that the first check need not be asked twice.
    server.live.refresh()
    return jsonify(key=key)


@access.page("/extension/<path:path>")
def extension(_admin: Admin, path: str) -> Response:
    """A file of the extension that the marks of the practice page are made by."""
    return inpage.extension_file(path)
