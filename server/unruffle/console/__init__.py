"""The console: pages in which admins look, tune and publish. `register` lists its page modules."""

from __future__ import annotations

from flask import Flask
from flask_wtf import CSRFProtect

from unruffle.console import (  # each declares its pages with `access.page`
    access,
    account,
    agents,
    back_test,
    bringing,
    changes,
    changing,
    entrance,
    home,
    lists,
    macros,
    people,
    practice,
    publishing,
    reports,
    rule,
    sso,
    statistics,
    statistics_file,
    totals,
    trialing,
    trying,
    wording,
)
from unruffle.settings import Settings

__all__ = [
    "account",
    "agents",
    "back_test",
    "bringing",
    "changes",
    "changing",
    "entrance",
    "home",
    "lists",
    "macros",
    "people",
    "practice",
    "publishing",
    "register",
    "reports",
    "rule",
    "sso",
    "statistics",
    "statistics_file",
    "totals",
    "trialing",
    "trying",
    "wording",
]


def register(app: Flask, settings: Settings) -> None:
    """Add the console to `app`, with the cookie and the form protection that only it needs."""
    https = settings.base_url.startswith("https:")
    app.config.update(
        SESSION_COOKIE_NAME="unruffle_console",
        SESSION_COOKIE_PATH="/console",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        # `access` checks the forms of the console; the API reads no cookie and needs no check.
        WTF_CSRF_CHECK_DEFAULT=False,
        # The sign in a form is good for as long as the session; `access` compares the origin.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        # A pasted list is as large as a body may be.
        MAX_FORM_MEMORY_SIZE=settings.body_limit_bytes,
    )
    CSRFProtect(app)
    sso.register(app, settings)
    app.register_blueprint(access.bp)
    app.context_processor(access.around)
    app.after_request(access.close)
