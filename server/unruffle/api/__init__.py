"""The API for extensions and tools: one module a resource."""

from __future__ import annotations

import json

from flask import Flask, Response

from unruffle.api import check, endpoint, enroll, events, health, openapi, reports, settings

#: Options of flask-cors for /api. Both schemes of extensions, never credentials.
CROSS_ORIGIN = {
    "origins": [r"^chrome-extension://.*$", r"^moz-extension://.*$"],
    "methods": ["GET", "POST"],
    "allow_headers": ["Authorization", "Content-Type", "If-None-Match", "Unruffle-Extension"],
    "expose_headers": ["ETag", "Unruffle-Version"],
    "supports_credentials": False,
    "max_age": 600,
}

RESOURCES = (check, events, reports, enroll, settings, health)


def register(app: Flask) -> None:
    """Add the API and its description to `app`."""
    endpoint.add_routes(app)
    text = json.dumps(openapi.document(), indent=2)
    app.add_url_rule(
        "/openapi.json",
        "api.openapi",
        lambda: Response(text, mimetype="application/json"),
        methods=["GET"],
    )
