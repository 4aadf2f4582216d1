"""How every error becomes an answer, and a log without a word of any text.

The console says it in a page, everything else in the one JSON shape.
"""

from __future__ import annotations

import logging
import traceback

from flask import Flask, Response, jsonify, make_response, render_template, request
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException

from unruffle.errors import (
    BadRequest,
    BodyTooLarge,
    DatabaseAway,
    HostNotTrusted,
    MethodNotAllowed,
    NotFound,
    NotJsonType,
    NotReady,
    NotStorable,
    UnruffleError,
)

log = logging.getLogger("unruffle")

_BY_STATUS: dict[int, type[UnruffleError]] = {
    400: BadRequest,
    404: NotFound,
    405: MethodNotAllowed,
    413: BodyTooLarge,
    415: NotJsonType,
    503: NotReady,
}

_BY_TYPE: dict[type[Exception], type[UnruffleError]] = {
    OperationalError: DatabaseAway,
    DataError: NotStorable,
}


def _answer(error: UnruffleError) -> Response:
    # A page links to its style, and under a foreign name there is no address to link to.
    if request.path.startswith("/console") and not isinstance(error, HostNotTrusted):
        response = make_response(render_template("console/refused.html", refused=error))
    else:
        response = jsonify(error.body())
    response.status_code = error.status
    response.headers.update(error.headers)
    return response


def _answer_http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return error.get_response()  # type: ignore[return-value]  # a redirect is no error
    if type(error).__name__ == "SecurityError":
        return _answer(HostNotTrusted())
    ours = _BY_STATUS.get(status, BadRequest if status < 500 else UnruffleError)()
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        ours.headers["Allow"] = ", ".join(sorted(allowed))
    return _answer(ours)


def _answer_unplanned(error: Exception) -> Response:
    # The text of an exception may quote a draft, so the log gets its type and its places only.
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames))
    log.error("%s at %s", type(error).__name__, places)
    ours = (ours for kind, ours in _BY_TYPE.items() if isinstance(error, kind))
    return _answer(next(ours, UnruffleError)())


def register(app: Flask) -> None:
    """Give every error of `app`, planned or not, its answer."""
    app.register_error_handler(UnruffleError, _answer)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_unplanned)
