"""Who asks, and whether she may: sessions, roles, the form protection, and `@page`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, g, redirect, request, session, url_for
from flask_wtf.csrf import CSRFError

from unruffle import signin
from unruffle.accounts import ROLES, Admin, Role
from unruffle.db import teams
from unruffle.errors import FormExpired, NotAllowed, NotFound, OriginForeign, SignInNeeded
from unruffle.scopes import ORGANIZATION, team_of, team_scope
from unruffle.server import this_server

bp = Blueprint(
    "console",
    __name__,
    url_prefix="/console",
    template_folder="templates",
    static_folder="static",
)

EVERYONE: Final[tuple[Role, ...]] = ROLES
#: Who may change lists; the scope decides which.
EDITORS: Final[tuple[Role, ...]] = ("owner", "lead")
OWNERS: Final[tuple[Role, ...]] = ("owner",)

#: The navigation in groups: lists, agents, people. Each page has its endpoint and label, and is
#: shown to whom its role lets in.
PAGES: Final[tuple[tuple[tuple[str, str], ...], ...]] = (
    (
        ("console.home", "Start"),
        ("console.lists", "Lists"),
        ("console.paste", "Paste a list"),
        ("console.try_out", "Try it"),
        ("console.back_test", "Back-test"),
        ("console.macros", "Macros"),
        ("console.publishing", "Publish"),
    ),
    (
        ("console.agents", "Agents"),
        ("console.reports", "Reports"),
        ("console.statistics", "Statistics"),
        ("console.practice", "Practice"),
    ),
    (
        ("console.people", "People"),
        ("console.teams_page", "Teams"),
        ("console.changes", "Trail"),
        ("console.account", "Account"),
    ),
)

_POLICY: Final = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)

_roles: dict[str, tuple[Role, ...]] = {}

View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope that an admin may choose: "organization" or "team/3", with its name for people."""

    name: str
    label: str


def page(
    path: str, *, methods: Iterable[str] = ("GET",), roles: tuple[Role, ...] = EVERYONE
) -> Callable[[View], View]:
    """Declare a page for admins with one of these roles; the view gets the Admin first.

    Its endpoint is `console.` and the name of the view. Who is not signed in is led to the
    sign-in; who may not raises NotAllowed.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: Any) -> Any:
            found = admin()
            if found is None and request.method == "GET":
                return redirect(url_for("console.sign_in", next=request.full_path.rstrip("?")))
            if found is None:
                raise SignInNeeded
            if found.role not in roles:
                raise NotAllowed
            return view(found, **arguments)

        bp.add_url_rule(path, view.__name__, guarded, methods=list(methods))
        _roles[f"console.{view.__name__}"] = roles
        return view

    return declare


def admin() -> Admin | None:
    """The admin who is signed in in this browser, looked up once a request."""
    if "admin" not in g:
        server, id = this_server(), session.get("id")
        g.admin = (
            signin.whose(server.database, id, server.settings, datetime.now(UTC)) if id else None
        )
    found: Admin | None = g.admin
    return found


def may_open(who: Admin, endpoint: str) -> bool:
    """Whether the role of an admin includes a page."""
    return who.role in _roles[endpoint]


def let_in(who: Admin) -> None:
    """Sign an admin in here, under a new id, so that no id from before is worth anything."""
    server = this_server()
    let_out()
    session["id"] = signin.start(server.database, who, server.settings, datetime.now(UTC))
    g.admin = who


def let_out() -> None:
    """End the session of this browser."""
    if "id" in session:
        signin.end(this_server().database, session["id"])
    session.clear()
    g.admin = None


def scopes(who: Admin) -> list[Scope]:
    """The scopes that an admin may see: the organization, then the teams by name."""
    with this_server().database.read() as connection:
        found = sorted(teams.every(connection), key=lambda team: team.name.casefold())
    named = [Scope(ORGANIZATION, "All teams")]
    named += [Scope(team_scope(team.id), team.name) for team in found]
    return [scope for scope in named if who.may_see(scope.name)]


def scope(who: Admin, *, edit: bool = False) -> Scope:
    """The scope that `?scope=` or a form names, else the first that she may edit or see.

    Raises NotAllowed for one that she may not see, or with `edit` not change, and NotFound for
    none.
    """
    known = scopes(who)
    given = request.values.get("scope", "")
    if not given:
        own = [scope for scope in known if who.may_edit(scope.name)]
        return (own or known)[0]
    if not who.may_see(given) or (edit and not who.may_edit(given)):
        raise NotAllowed
    for found in known:
        if found.name == given:
            return found
    raise NotFound


def team(who: Admin, *, edit: bool = False) -> Scope:
    """Like `scope`, for pages about one team: the organization gives way to the first team."""
    found = scope(who, edit=edit)
    if found.name != ORGANIZATION:
        return found
    for other in scopes(who):
        if team_of(other.name) is not None and (not edit or who.may_edit(other.name)):
            return other
    raise NotFound("There is no team yet.", "An owner adds one on the page about teams.")


def around() -> dict[str, Any]:
    """What the frame of every page shows: the admin, and the pages of the navigation."""
    if not request.path.startswith("/console"):
        return {}
    found: Admin | None = g.get("admin")
    shown = [
        [(e, label) for e, label in group if found is not None and may_open(found, e)]
        for group in PAGES
    ]
    return {"admin": found, "pages": [group for group in shown if group]}


@bp.before_request
def protect() -> None:
    """Refuse a form from elsewhere, and one without the sign of its page."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    origin = urlsplit(request.headers.get("Origin", ""))
    own = (request.host, urlsplit(this_server().settings.base_url).netloc)
    if origin.netloc not in own:
        raise OriginForeign
    try:
        current_app.extensions["csrf"].protect()
    except CSRFError:
        raise FormExpired from None


def close(response: Response) -> Response:
    """Keep pages out of every cache, and leave the origin on forms, which the check needs."""
    if not request.path.startswith("/console"):
        return response
    if request.endpoint != "console.static":
        response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Referrer-Policy"] = "same-origin"
    return response
