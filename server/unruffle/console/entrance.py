"""The ways in and out: sign-in, the one-time link of an invitation, sign-out."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from unruffle import accounts, passwords, signin
from unruffle.console import access
from unruffle.errors import (
    InvitationUnknown,
    NameTaken,
    NotPossible,
    SignInUnknown,
    TooManyAttempts,
    UnruffleError,
)
from unruffle.server import this_server

Answer = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@access.bp.get("/sign-in")
def sign_in() -> Answer:
    """The form; who is signed in already is led on."""
    return redirect(_wanted()) if access.admin() else _sign_in_form()


@access.bp.post("/sign-in")
def sign_in_now() -> Answer:
    """Compare name and password, and lead on to the page that was asked for."""
    server, form = this_server(), request.form
    try:
        found = signin.check_password(
            server.database,
            str(current_app.secret_key),
            form.get("name", ""),
            form.get("password", ""),
            address(),
            datetime.now(UTC),
        )
    except (SignInUnknown, TooManyAttempts) as refused:
        return _sign_in_form(refused)
    access.let_in(found)
    return redirect(_wanted())


@access.bp.get("/first")
def first() -> str:
    """Where a one-time link leads. Its code is in the fragment, which no server sees or logs."""
    return render_template("console/first.html")


@access.bp.post("/first")
def first_now() -> Answer:
    """First the link alone: say whom it invites. Then link and password: let her in."""
    server, form, now = this_server(), request.form, datetime.now(UTC)
    link, name, password = form.get("link", ""), form.get("name", ""), form.get("password")
    try:
        found = accounts.invitation(server.database, link, now)
    except InvitationUnknown as refused:
        return render_template("console/first.html", refused=refused), refused.status
    refused_in_words: UnruffleError | None = None
    if password is not None:
        try:
            if password != form.get("again"):
                raise NotPossible("The two passwords differ.", "Type both again.")
            access.let_in(accounts.accept(server.database, link, name, password, now))
            return redirect(url_for("console.home"))
        except (NotPossible, NameTaken) as refused:
            refused_in_words = refused
    page = render_template(
        "console/join.html",
        link=link,
        name=name,
        invitation=found,
        least=passwords.LEAST_SIGNS,
        refused=refused_in_words,
    )
    return page, refused_in_words.status if refused_in_words else 200


@access.bp.post("/sign-out")
def sign_out() -> Response:
    """End the session of this browser."""
    access.let_out()
    return redirect(url_for("console.sign_in"))


def _sign_in_form(refused: UnruffleError | None = None) -> Answer:
    page = render_template(
        "console/sign_in.html",
        refused=refused,
        name=request.form.get("name", ""),
        next=request.values.get("next", ""),
        sso=bool(this_server().settings.sso_issuer),
    )
    return (page, refused.status, refused.headers) if refused else page


def _wanted() -> str:
    """The page that was asked for before the sign-in, if it is one of ours."""
    wanted = request.values.get("next", "")
    return wanted if wanted.startswith("/console") else url_for("console.home")


def address() -> str:
    """Where the request comes from; a server with an HTTPS address stands behind a proxy."""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    if forwarded and this_server().settings.public_url.startswith("https:"):
        return forwarded
    return request.remote_addr or ""
