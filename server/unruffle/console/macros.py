"""The macro scan: texts that many agents send, the worst first; what is fine here is approved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from unruffle import pasted, working
from unruffle.accounts import Admin
from unruffle.backtest import Wording, wording
from unruffle.console import access, books
from unruffle.console.back_test import given_replies, proposed
from unruffle.core.rules import RuleError
from unruffle.errors import BadRequest, BodyTooLarge, NotPossible
from unruffle.server import this_server
from unruffle.wire.past import MOST_REPLIES, wordings_out
from unruffle.working import Entry


@access.page("/macros", roles=access.EDITORS)
def macros(admin: Admin) -> str:
    """Choose a file, or paste some macros."""
    return _page(access.scope(admin), admin)


@access.page("/macros", methods=["POST"], roles=access.EDITORS)
def macros_pasted(admin: Admin) -> str | tuple[str, int]:
    """Without a script: macros that were pasted, scanned here. None of them is stored."""
    scope, typed = access.scope(admin), request.form.get("pasted", "")
    texts = pasted.blocks(typed)
    try:
        if len(texts) > MOST_REPLIES or len(typed) > pasted.LONGEST:
            raise NotPossible("This is more than is taken at once.", f"{MOST_REPLIES} macros.")
        scanned = _scanned(scope.name, texts)
    except NotPossible as refused:
        return _page(scope, admin, typed=typed, refused=refused), refused.status
    worst = sorted(scanned, key=lambda one: -one.points)
    return _page(scope, admin, typed=typed, shown=worst)


@access.page("/macros/scan", methods=["POST"], roles=access.EDITORS)
def scan_macros(admin: Admin) -> Response | tuple[Response, int]:
    """`PastRepliesIn` in, `ComparedAllOut` out, as the back-test has them. Nothing is stored."""
    scope = access.scope(admin)
    try:
        given = given_replies()
        if any(one.mail is not None for one in given.replies):
            raise BadRequest("", "Macros are no mails.")
        scanned = _scanned(scope.name, [one.reply for one in given.replies])
    except (BadRequest, BodyTooLarge) as refused:
        return jsonify(refused.body()), refused.status
    return jsonify(wordings_out(scanned))


@access.page("/macros/approve", methods=["POST"], roles=access.EDITORS)
def approve_macro(admin: Admin) -> Response | tuple[Response, int]:
    """Take phrases into the approved wording of the working copy; one that is there stays."""
    scope, now = access.scope(admin, edit=True), datetime.now(UTC)
    phrases = list(dict.fromkeys(" ".join(one.split()) for one in request.form.getlist("phrase")))
    body = {
        "owner": request.form.get("owner", "").strip()[:100] or admin.name,
        "note": request.form.get("note", "").strip()[:400],
    }
    quick = "X-CSRF-Token" in request.headers
    try:
        _approve(admin, scope.name, phrases, body, now)
    except NotPossible as refused:
        if not quick:
            raise
        return jsonify(refused.body()), refused.status
    if quick:
        return jsonify(page=url_for("console.lists", scope=scope.name, tab="wording"))
    flash("Approved in the working copy. Drafts stay silent there once it is published.")
    return redirect(url_for("console.lists", scope=scope.name, tab="wording"))


def _approve(
    admin: Admin, scope: str, phrases: list[str], body: Mapping[str, Any], now: datetime
) -> None:
    """Raises NotPossible where a phrase cannot be read."""
    if not 0 < len(phrases) <= MOST_REPLIES:
        raise NotPossible("There is nothing to approve.", "Choose some words.")
    entries = [Entry("allow", phrase, body) for phrase in phrases]
    try:
        books.alone(scope, working.layer_of(entries))
    except RuleError as error:
        raise NotPossible(str(error), " ") from None
    with this_server().database.write() as connection:
        for entry in entries:
            if working.entry(connection, scope, "allow", entry.name) is None:
                working.save(connection, admin, scope, entry, now, "")


def _scanned(scope: str, texts: list[str]) -> list[Wording]:
    """Each with its marks as proposed. Raises NotPossible where that does not compile."""
    book = proposed(scope)
    return [wording(text, book) for text in texts]


def _page(scope: access.Scope, admin: Admin, **more: Any) -> str:
    return render_template(
        "console/macros.html",
        scope=scope,
        scopes=access.scopes(admin),
        may_edit=admin.may_edit(scope.name),
        most=MOST_REPLIES,
        pieces=pasted.pieces,
        **more,
    )
