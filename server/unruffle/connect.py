"""The page behind an enrollment link. The code stays in the fragment: the server never sees it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

bp = Blueprint("connect", __name__)


@bp.get("/")
def home() -> Response:
    """Lead a person who opens the bare address to a page with words."""
    return redirect("/connect")


@bp.get("/connect")
def connect() -> str:
    """How to connect an extension to this server."""
    return render_template("connect.html")
