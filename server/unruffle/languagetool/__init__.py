"""LanguageTool's HTTP API, version 2, so that its clients can ask unruffle instead.

Only what LanguageTool's own description has: form fields in, its JSON out, errors as plain text.
Clients build the address in several ways from the one that a person gave them, so it answers with
and without /v2, and with /v2 twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from unruffle import auth
from unruffle.core.check import check as check_draft
from unruffle.core.choices import Choices
from unruffle.core.layers import ORGANIZATION, effective
from unruffle.core.limits import limit
from unruffle.core.types import Context
from unruffle.core.units import utf16_length
from unruffle.errors import BadRequest, BodyTooLarge, KeyScope, KeyUnknown, UnruffleError
from unruffle.languagetool import answer
from unruffle.languagetool.asked import asked
from unruffle.loopback import from_here
from unruffle.server import this_server
from unruffle.settings import is_loopback

bp = Blueprint("languagetool", __name__)

_STATUS: Final = {401: 403}
_BASES: Final = ("", "/v2", "/v2/v2")


def _action(name: str, *methods: str) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """Answer at `name` below every base, with a slash at the end and without."""

    def declare(view: Callable[[], Any]) -> Callable[[], Any]:
        for base in _BASES:
            bp.add_url_rule(
                f"{base}/{name}", view_func=view, methods=list(methods), strict_slashes=False
            )
        return view

    return declare


@_action("check", "GET", "POST")
def check() -> Response:
    """The findings in `text` or `data` as matches. Nothing of the text is kept."""
    wanted = asked(request.values)
    choices = _choices()
    if request.method == "GET" and not from_here():
        raise KeyScope("A text in an address ends up in logs.", "Send it with POST.")
    units = utf16_length(wanted.text.plain)
    if units > limit("text"):
        raise BodyTooLarge(f"The text has {units} characters.", f"{limit('text')} is the most.")
    view, now = this_server().live.view, datetime.now(UTC)
    result = check_draft(wanted.text.plain, view.rulebook, Context(now=now), choices, finished=True)
    return jsonify(answer.checked(wanted, result, _places()))


@_action("languages", "GET")
def languages() -> Response:
    """English and its variants, which are all read alike."""
    return jsonify(answer.LANGUAGES)


@_action("maxtextlength", "GET")
def maxtextlength() -> Response:
    """The UTF-16 units of the longest text."""
    return _plain(str(limit("text")))


@_action("healthcheck", "GET")
def healthcheck() -> Response:
    """OK once there are rules."""
    _ = this_server().live.view
    return _plain("OK")


@_action("info", "GET")
def info() -> Response:
    """What this is."""
    return jsonify({"software": answer.SOFTWARE | {"commit": ""}})


@_action("configinfo", "GET")
def configinfo() -> Response:
    """The rules that a caller may switch on and off."""
    if not request.args.get("language"):
        raise BadRequest("Missing 'language' parameter.", "Send language=en-US.")
    return jsonify(answer.configuration(_choices(), _places()))


@bp.route("/v2/", defaults={"_rest": ""})
@bp.route("/v2/<path:_rest>", methods=["GET", "POST"])
def unknown(_rest: str) -> Response:
    """There is nothing else."""
    return _plain("Error: There is no such action here. See /v2/check and /v2/languages.", 404)


@bp.errorhandler(UnruffleError)
def _refused(error: UnruffleError) -> Response:
    # LanguageTool says 403 where a key is missing.
    return _plain(f"Error: {error.message} {error.hint}", _STATUS.get(error.status, error.status))


@bp.errorhandler(HTTPException)
def _refused_before(error: HTTPException) -> Response:
    return _plain(f"Error: {error.description}", error.code or 500)


@bp.after_request
def _not_stored(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _choices() -> Choices:
    """What the team of the key has chosen; without a key what all teams have.

    Raises KeyUnknown where a key is needed.
    """
    server, now = this_server(), datetime.now(UTC)
    user, password = request.values.get("username"), request.values.get("apiKey")
    if (user is None) != (password is None):
        raise BadRequest("'username' and 'apiKey' belong together.", "Send both, or neither.")
    given = f"Bearer {password}" if password else request.headers.get("Authorization")
    if given:
        key = auth.authenticate(
            given, server.live.view.keys, "check-only", now, server.settings.key_lapse_days
        )
        server.live.used(key, now.date())
        return server.live.view.choices[key.team_id]
    if server.settings.languagetool != "open" or not _private():
        raise KeyUnknown("A key is needed.", "Send 'username' with any name, and 'apiKey'.")
    layers = server.live.view.published.rulebook.layers
    return effective(layers, ORGANIZATION, Choices(), now.date())


def _private() -> bool:
    """Whether nobody else can have sent this: it came and was addressed within the machine."""
    asked = urlsplit(f"//{request.host}").hostname or ""
    return from_here() and is_loopback(asked) and is_loopback(this_server().settings.host)


def _places() -> answer.Places:
    published = this_server().live.view.published
    base_url = this_server().settings.base_url
    return answer.Places(published.rulebook, published.shipped.ids, published.snapshot, base_url)


def _plain(text: str, status: int = 200) -> Response:
    return Response(text, status, mimetype="text/plain")
