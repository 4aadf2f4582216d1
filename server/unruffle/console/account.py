"""One's own account: another password, and the end of every session."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from unruffle import passwords, signin
from unruffle.accounts import Admin
from unruffle.console import access
from unruffle.console.entrance import address
from unruffle.errors import NotPossible, SignInUnknown, TooManyAttempts, UnruffleError
from unruffle.server import this_server


@access.page("/account")
def account(_admin: Admin) -> str:
    """Both forms."""
    return _form()


@access.page("/account/password", methods=["POST"])
def change_password(admin: Admin) -> Response | tuple[str, int]:
    """Store another password; every other browser is signed out."""
    database, form, now = this_server().database, request.form, datetime.now(UTC)
    key = str(current_app.secret_key)
    try:
        if form.get("password", "") != form.get("again"):
            raise NotPossible("The two passwords differ.", "Type both again.")
        signin.check_password(database, key, admin.name, form.get("old", ""), address(), now)
        signin.change_password(database, admin, form.get("password", ""), now)
    except SignInUnknown:
        refused = NotPossible("The password of now is another one.", "Type it again.")
        return _form(refused), refused.status
    except (NotPossible, TooManyAttempts) as error:
        return _form(error), error.status
    access.let_in(admin)
    flash("Your password is changed. Other browsers are signed out.")
    return redirect(url_for("console.account"))


@access.page("/account/sign-out-everywhere", methods=["POST"])
def sign_out_everywhere(admin: Admin) -> Response:
    """End every session, this one too."""
    signin.end_everywhere(this_server().database, admin, datetime.now(UTC))
    access.let_out()
    flash("You are signed out everywhere.")
    return redirect(url_for("console.sign_in"))


def _form(refused: UnruffleError | None = None) -> str:
    return render_template("console/account.html", refused=refused, least=passwords.LEAST_SIGNS)
