"""Headers of every answer. A page that needs another policy sets its own; it is left alone."""

from __future__ import annotations

from flask import Response, request

from unruffle.version import VERSION

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_API = {"Cache-Control": "no-store", "Unruffle-Version": VERSION}
_PAGE = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
_DATA = "default-src 'none'; frame-ancestors 'none'"


def refusal() -> dict[str, str]:
    """The headers of an answer that is given before anything of the request is understood."""
    return {**_ALWAYS, "Content-Security-Policy": _DATA, **_API}


def secure(response: Response) -> Response:
    """Add the security headers, and on the API the version and no caching."""
    for name, value in _ALWAYS.items():
        response.headers.setdefault(name, value)
    page = response.mimetype == "text/html"
    response.headers.setdefault("Content-Security-Policy", _PAGE if page else _DATA)
    if request.path.startswith("/api/"):
        for name, value in _API.items():
            response.headers.setdefault(name, value)
    return response
