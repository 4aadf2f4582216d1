"""A small OpenID Connect provider on loopback, made of Authlib's own parts, without a password."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import AuthorizationCodeMixin, UserInfo
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, jsonify
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT, SECRET = "unruffle", "a secret of the provider"


@dataclass
class Person:
    """Whom the provider signs in, and what it says about the address."""

    email: str = "ann@example.com"
    email_verified: bool | None = True

    def get_user_id(self) -> str:
        """Stable, as a subject is."""
        return "subject-1"


class _Client(ClientMixin):  # type: ignore[misc]
    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, uri: str) -> bool:
        return uri.endswith("/console/sso/back")

    def check_client_secret(self, secret: str) -> bool:
        return secret == SECRET

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, kind: str) -> bool:
        return kind == "code"

    def check_grant_type(self, kind: str) -> bool:
        return kind == "authorization_code"


@dataclass
class _Code(AuthorizationCodeMixin):  # type: ignore[misc]
    code: str
    person: Person
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> None:
        return None

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


@dataclass
class Provider:
    """A running provider: its address, and the person at it, whom a test may change."""

    url: str = ""
    person: Person = field(default_factory=Person)


@contextmanager
def running() -> Iterator[Provider]:
    """A provider that runs meanwhile."""
    provider, app = Provider(), Flask("provider")
    listener = make_server("localhost", 0, app, threaded=True)
    provider.url = f"http://localhost:{listener.port}"
    _answer(app, provider)
    thread = threading.Thread(target=listener.serve_forever)
    thread.start()
    yield provider
    listener.shutdown()
    thread.join()
    listener.server_close()


def _answer(app: Flask, provider: Provider) -> None:
    key, codes = RSAKey.generate_key(2048, auto_kid=True), dict[str, _Code]()
    client = _Client()
    server = AuthorizationServer(
        app, query_client=lambda _id: client, save_token=lambda _token, _request: None
    )

    class Grant(AuthorizationCodeGrant):  # type: ignore[misc]
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

        def save_authorization_code(self, code: str, request: Any) -> None:
            sent = request.payload.data
            kept = ("redirect_uri", "scope", "nonce", "code_challenge", "code_challenge_method")
            codes[code] = _Code(code, request.user, **{name: sent[name] for name in kept})

        def query_authorization_code(self, code: str, _client: object) -> _Code | None:
            return codes.get(code)

        def delete_authorization_code(self, code: _Code) -> None:
            del codes[code.code]

        def authenticate_user(self, code: _Code) -> Person:
            return code.person

    class Token(OpenIDCode):  # type: ignore[misc]
        def get_client_claims(self, _client: object) -> dict[str, Any]:
            return {"iss": provider.url, "aud": [CLIENT]}

        def resolve_client_private_key(self, _client: object) -> Any:
            return key

        def exists_nonce(self, nonce: str, _request: object) -> bool:
            return any(code.nonce == nonce for code in codes.values())

        def generate_user_info(self, user: Person, _scope: str) -> Any:
            found = UserInfo(sub=user.get_user_id(), email=user.email)
            if user.email_verified is not None:
                found["email_verified"] = user.email_verified
            return found

    server.register_grant(Grant, [Token(require_nonce=True), CodeChallenge(required=True)])

    @app.get("/.well-known/openid-configuration")
    def configuration() -> Any:
        return jsonify(
            issuer=provider.url,
            authorization_endpoint=f"{provider.url}/authorize",
            token_endpoint=f"{provider.url}/token",
            jwks_uri=f"{provider.url}/keys",
            id_token_signing_alg_values_supported=["RS256"],
        )

    @app.get("/keys")
    def keys() -> Any:
        return jsonify(keys=[key.as_dict(private=False)])

    @app.get("/authorize")
    def authorize() -> Any:
        grant = server.get_consent_grant(end_user=provider.person)
        return server.create_authorization_response(grant_user=provider.person, grant=grant)

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()
