"""`@endpoint`: one decorated function is a route, its checks, and its part of /openapi.json."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from flask import Flask, Response, request
from pydantic import ValidationError
from pydantic_core import ErrorDetails, to_json

from unruffle import version
from unruffle.auth import Key, Scope, authenticate
from unruffle.errors import BadJson, BadRequest, NotJsonType, UnruffleError
from unruffle.server import Server, this_server
from unruffle.wire.incoming import In

B = TypeVar("B", bound=In)
Handler = Callable[["Call[Any]"], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Call(Generic[B]):
    """One request that passed every check. `body` and `key` raise where none is declared."""

    server: Server
    now: datetime
    given_body: B | None = None
    given_key: Key | None = None

    @property
    def body(self) -> B:
        """The checked body."""
        if self.given_body is None:
            raise LookupError("this endpoint declares no body")
        return self.given_body

    @property
    def key(self) -> Key:
        """The key of the caller."""
        if self.given_key is None:
            raise LookupError("this endpoint declares no scope")
        return self.given_key


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method of one address, as declared."""

    method: str
    path: str
    handler: Handler
    out: Any
    body: type[In] | None
    scope: Scope | None
    status: int
    etag: bool
    raises: tuple[type[UnruffleError], ...]

    @property
    def name(self) -> str:
        """The name of the handler, unique in the API."""
        return self.handler.__name__

    @property
    def summary(self) -> str:
        """The documentation: the docstring of the handler."""
        return " ".join((self.handler.__doc__ or "").split())


ENDPOINTS: list[Endpoint] = []


def endpoint(
    method: str,
    path: str,
    *,
    out: Any,
    body: type[In] | None = None,
    scope: Scope | None = None,
    status: int = 200,
    etag: bool = False,
    raises: tuple[type[UnruffleError], ...] = (),
) -> Callable[[Callable[[Call[B]], Mapping[str, Any]]], Callable[[Call[B]], Mapping[str, Any]]]:
    """Declare a handler. `etag`: its answer has an `etag`, and a client that knows it gets 304."""

    def declare(
        handler: Callable[[Call[B]], Mapping[str, Any]],
    ) -> Callable[[Call[B]], Mapping[str, Any]]:
        declared = Endpoint(method, path, handler, out, body, scope, status, etag, raises)
        ENDPOINTS.append(declared)
        return handler

    return declare


def add_routes(app: Flask) -> None:
    """Add every declared endpoint to `app`."""
    for declared in ENDPOINTS:
        app.add_url_rule(
            declared.path,
            f"api.{declared.name}",
            _view(declared),
            methods=[declared.method],
        )


def _view(declared: Endpoint) -> Callable[[], Response]:
    def view() -> Response:
        server, now = this_server(), datetime.now(UTC)
        key = _key(server, declared.scope, now) if declared.scope else None
        version.require_served(request.headers.get("Unruffle-Extension"))
        body = _body(declared.body) if declared.body else None
        answer = declared.handler(Call(server, now, body, key))
        response = Response(to_json(answer), declared.status, mimetype="application/json")
        if declared.etag:
            response.set_etag(answer["etag"])
            response.headers["Cache-Control"] = "private, no-cache"
            # Not make_conditional: it answers If-Match too, which a GET has no use for, with 412.
            if request.if_none_match.contains_weak(answer["etag"]):
                response.status_code = 304
        return response

    return view


def _key(server: Server, scope: Scope, now: datetime) -> Key:
    key = authenticate(
        request.headers.get("Authorization"),
        server.live.view.keys,
        scope,
        now,
        server.settings.key_lapse_days,
    )
    server.live.used(key, now.date())
    return key


def _body(model: type[In]) -> In:
    if request.mimetype != "application/json":
        raise NotJsonType
    try:
        return model.model_validate_json(request.get_data(cache=False))
    except ValidationError as error:
        details = error.errors(include_input=False, include_url=False, include_context=False)
        # `from None`: the chain would carry what was sent into a traceback.
        raise _refusal(details) from None


def _refusal(details: list[ErrorDetails]) -> BadRequest:
    if details[0]["type"] == "json_invalid":
        return BadJson()
    first = details[:3]
    return BadRequest(hint="; ".join(map(_place, first)) + ". See /openapi.json.")


def _place(detail: ErrorDetails) -> str:
    # The name of an unknown field is the sender's text: only its surroundings are told.
    unknown = detail["type"] == "extra_forbidden"
    place = detail["loc"][:-1] if unknown else detail["loc"]
    what = "a field that is not known" if unknown else detail["type"].replace("_", " ")
    return f"{'.'.join(map(str, place)) or 'body'}: {what}"
