"""People and teams: who may tune what, invitations, roles. For owners."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from unruffle import accounts, teams
from unruffle.accounts import ROLES, Admin
from unruffle.console import access
from unruffle.db import admins
from unruffle.db import teams as stored_teams
from unruffle.errors import NameTaken, NotPossible, UnruffleError
from unruffle.server import this_server


@access.page("/people", roles=("owner", "observer"))
def people(_admin: Admin) -> str:
    """Everybody with role and teams, and the invitations that are open."""
    return _people()


@access.page("/people/invite", methods=["POST"], roles=access.OWNERS)
def invite(admin: Admin) -> str | tuple[str, int]:
    """Make a one-time link for a name and show it, this once; a new team is made on the way."""
    server, form, now = this_server(), request.form, datetime.now(UTC)
    name, chosen = form.get("name", ""), _chosen_teams()
    try:
        if form.get("new_team", "").strip():
            chosen.append(teams.add(server.database, admin, form["new_team"], now).id)
        secret = accounts.invite(
            server.database,
            admin,
            name,
            form.get("role", ""),
            chosen,
            now,
            server.settings.invitation_days,
        )
    except (NotPossible, NameTaken) as refused:
        return _people(refused), refused.status
    link = f"{server.settings.base_url}{url_for('console.first')}#{secret}"
    return render_template(
        "console/invited.html", link=link, name=name, days=server.settings.invitation_days
    )


@access.page("/people/<int:number>/role", methods=["POST"], roles=access.OWNERS)
def change_role(admin: Admin, number: int) -> Response:
    """Give somebody another role and other teams."""
    accounts.change_role(
        this_server().database,
        admin,
        number,
        request.form.get("role", ""),
        _chosen_teams(),
        datetime.now(UTC),
    )
    flash("The role is changed, from the next page on.")
    return redirect(url_for("console.people"))


@access.page("/people/<int:number>/remove", methods=["POST"], roles=access.OWNERS)
def remove_person(admin: Admin, number: int) -> Response:
    """Remove somebody, and end every session."""
    accounts.remove(this_server().database, admin, number, datetime.now(UTC))
    flash("Removed. What was changed before stays in the trail.")
    return redirect(url_for("console.people"))


@access.page("/people/withdraw", methods=["POST"], roles=access.OWNERS)
def withdraw(admin: Admin) -> Response:
    """Make an open invitation void."""
    name = request.form.get("name", "")
    accounts.take_back(this_server().database, admin, name, datetime.now(UTC))
    flash("The link is void.")
    return redirect(url_for("console.people"))


@access.page("/teams", roles=("owner", "observer"))
def teams_page(_admin: Admin) -> str:
    """The teams, to add and to rename."""
    return _teams()


@access.page("/teams/add", methods=["POST"], roles=access.OWNERS)
def add_team(admin: Admin) -> Response | tuple[str, int]:
    """Add a team."""
    try:
        teams.add(this_server().database, admin, request.form.get("name", ""), datetime.now(UTC))
    except (NotPossible, NameTaken) as refused:
        return _teams(refused), refused.status
    flash("The team is there.")
    return redirect(url_for("console.teams_page"))


@access.page("/teams/<int:number>/rename", methods=["POST"], roles=access.OWNERS)
def rename_team(admin: Admin, number: int) -> Response | tuple[str, int]:
    """Give a team another name."""
    name = request.form.get("name", "")
    try:
        teams.rename(this_server().database, admin, number, name, datetime.now(UTC))
    except (NotPossible, NameTaken) as refused:
        return _teams(refused), refused.status
    flash("The team has its new name.")
    return redirect(url_for("console.teams_page"))


def _chosen_teams() -> list[int]:
    return request.form.getlist("team", type=int)


def _people(refused: UnruffleError | None = None) -> str:
    with this_server().database.read() as connection:
        rows = admins.every(connection)
        waiting = admins.open_invitations(connection, int(datetime.now(UTC).timestamp()))
        known = stored_teams.every(connection)
    return render_template(
        "console/people.html",
        people=rows,
        waiting=[row for row in waiting if row.name],
        teams=known,
        team_names={team.id: team.name for team in known},
        roles=ROLES,
        refused=refused,
    )


def _teams(refused: UnruffleError | None = None) -> str:
    with this_server().database.read() as connection:
        known = stored_teams.every(connection)
    return render_template("console/teams.html", teams=known, refused=refused)
