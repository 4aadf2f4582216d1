"""The demo helpdesk: /demo is bare, for the extension; /demo/try runs the same modules by itself.

It is there for the machine itself, and for everyone where the setting `demo` is "on".
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from flask import Blueprint, Response, abort, jsonify, render_template, request

from unruffle import auth
from unruffle.demo.story import TICKETS, TURNS
from unruffle.inpage import KEY_S, extension_file
from unruffle.loopback import from_here
from unruffle.server import this_server

bp = Blueprint(
    "demo", __name__, url_prefix="/demo", template_folder="templates", static_folder="static"
)

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; frame-src 'self'; "
    "connect-src {connect}; form-action 'none'; frame-ancestors 'self'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


@bp.before_request
def only_here() -> None:
    """404 for a request from elsewhere, unless the setting `demo` is "on"."""
    if not shown_here():
        abort(404)


def shown_here() -> bool:
    """Whether the demo, where it is served at all, answers whoever sends this request."""
    return this_server().settings.demo == "on" or from_here()


@bp.after_request
def strict(response: Response) -> Response:
    """Give the pages a policy as strict as any helpdesk's: the extension has to work under it."""
    connect = "'self'" if request.endpoint == "demo.try_it" else "'none'"
    response.headers["Content-Security-Policy"] = POLICY.format(connect=connect)
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


@bp.get("")
def ticket() -> str:
    """A ticket page with a reply box, and nothing of ours in it."""
    return render_template("demo/ticket.html", turns=TURNS, tickets=TICKETS)


@bp.get("/try")
def try_it() -> str:
    """The ticket page with the extension's modules in the page."""
    return render_template("demo/try.html", turns=TURNS, tickets=TICKETS, trying=True)


@bp.get("/frame")
def frame() -> str:
    """A page whose reply box is in a frame of its own."""
    return render_template("demo/frame.html")


@bp.get("/reply")
def reply() -> str:
    """The reply box alone, for the frame."""
    return render_template("demo/reply.html")


@bp.get("/extension/<path:path>")
def extension(path: str) -> Response:
    """A file of the extension that content modules load."""
    return extension_file(path)


@bp.post("/key")
def key() -> Response:
    """`{"key"}`: checks drafts for a quarter of an hour and can do nothing else."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        abort(403)
    server = this_server()
    issued = auth.demo_key(server.database, datetime.now(UTC), KEY_S)
    # This worker knows it at once, so that the first check need not be asked twice.
    server.live.refresh()
    return jsonify(key=issued)
