"""Sign-in with another provider by OpenID Connect, for admins who are there or invited."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any, Final

from flask import Flask, current_app, redirect, url_for
from werkzeug.wrappers import Response

from unruffle import accounts
from unruffle.console import access
from unruffle.errors import NotFound, SsoUnavailable, SsoUnknown, StartError
from unruffle.server import this_server
from unruffle.settings import Settings

log = logging.getLogger("unruffle")

_KEPT: Final = "unruffle.sso"
_TIMEOUT_S: Final = 10


def register(app: Flask, settings: Settings) -> None:
    """Prepare for the provider of the settings, if they name one.

    Raises StartError where the extra is not installed.
    """
    if not settings.sso_issuer:
        return
    try:
        from authlib.integrations.flask_client import OAuth
    except ImportError:
        raise StartError(
            "UNRUFFLE_SSO_ISSUER needs the extra sso.", "Run `pip install unruffle[sso]`."
        ) from None
    issuer = settings.sso_issuer.rstrip("/")
    app.extensions[_KEPT] = OAuth(app).register(
        "provider",
        client_id=settings.sso_client_id,
        client_secret=settings.sso_client_secret,
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": _TIMEOUT_S,
        },
    )


@access.bp.get("/sso")
def sso() -> Any:
    """Lead to the provider. A link and not a form: a form may not lead to another site."""
    back = f"{this_server().settings.base_url}{url_for('console.sso_back')}"
    try:
        return _provider().authorize_redirect(back)
    except NotFound:
        raise
    except Exception as error:
        raise _unavailable(error) from None


@access.bp.get("/sso/back")
def sso_back() -> Response:
    """Take what the provider vouches for. Only a confirmed e-mail address that is a name here."""
    provider = _provider()
    try:
        vouched = provider.authorize_access_token().get("userinfo") or {}
    except Exception as error:
        raise _unavailable(error) from None
    if vouched.get("email_verified") is not True:
        raise SsoUnknown
    database, address = this_server().database, str(vouched.get("email", ""))
    found = accounts.accept_elsewhere(database, address, datetime.now(UTC))
    if found is None:
        raise SsoUnknown
    access.let_in(found)
    return redirect(url_for("console.home"))


def _provider() -> Any:
    if _KEPT not in current_app.extensions:
        raise NotFound
    return current_app.extensions[_KEPT]


def _unavailable(error: Exception) -> SsoUnavailable:
    # Whatever a provider does, out of reach or out of its mind: nobody is let in by it.
    log.warning("the sign-in at the provider did not come to an end (%s)", type(error).__name__)
    return SsoUnavailable()
