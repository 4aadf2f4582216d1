"""The trail: it only grows, it is filtered and exported, and it tells nobody too much."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from stage import World, signed_in
from unruffle import teams, trail
from unruffle.accounts import Admin
from unruffle.db import admin_tables as tables
from unruffle.scopes import ORGANIZATION, team_scope

ANN = Admin(1, "ann", "owner", frozenset())


def _record(
    world: World, day: int, who: Admin | None, action: str, scope: str, **said: str
) -> None:
    with world.server.database.write() as connection:
        moment = datetime(2026, 3, day, 23, 30, tzinfo=UTC)
        trail.record(connection, moment, who, action, scope, "a rule", **said)


def _rows(world: World, **query: str) -> list[dict[str, str]]:
    file = signed_in(world).get("/trail.csv", **query)
    assert "unruffle-trail.csv" in file.headers["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(file.text)))


def test_no_row_is_changed_or_deleted(world: World) -> None:
    """The database itself refuses, whoever asks."""
    _record(world, 1, ANN, "edited", ORGANIZATION)
    for change in (update(tables.trail).values(who="eve"), delete(tables.trail)):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            world.server.database.write() as connection,
        ):
            connection.execute(change)
    assert _rows(world, who="ann")[0]["subject"] == "a rule"


def test_it_is_filtered_by_who_what_where_and_when(world: World) -> None:
    """Days are whole and in UTC, the last one too; newest first."""
    team = team_scope(world.team_id)
    _record(world, 1, ANN, "edited", ORGANIZATION, before="old", after="new", note="why")
    _record(world, 2, None, "published", team)
    _record(world, 3, ANN, "published", team)
    rows = _rows(world, until="2026-03-31")
    assert [(row["at"][:10], row["who"]) for row in rows] == [
        ("2026-03-03", "ann"), ("2026-03-02", "command line"), ("2026-03-01", "ann")
    ]  # fmt: skip
    assert rows[2] | {"before": "old", "after": "new", "note": "why"} == rows[2]
    for query, days in (
        ({"who": "ann"}, "31"),
        ({"action": "published", "until": "2026-03-31"}, "32"),
        ({"scope": team, "until": "2026-03-31"}, "32"),
        ({"since": "2026-03-02", "until": "2026-03-02"}, "2"),
    ):
        assert "".join(row["at"][9] for row in _rows(world, **query)) == days
    page = signed_in(world, "observer").text("/trail", who="ann", action="published")
    assert "3 Mar 2026, 23:30" in page
    assert "1 Mar 2026" not in page
    assert signed_in(world, "lead").get("/trail", since="soon").status_code == 400


def test_a_lead_sees_the_own_teams_and_the_organization(world: World) -> None:
    """On the page as in the files; another team's scope is refused."""
    other = teams.add(world.server.database, None, "Other", datetime.now(UTC))
    scope = team_scope(other.id)
    _record(world, 1, ANN, "hidden", scope)
    _record(world, 1, ANN, "seen", ORGANIZATION)
    lead = signed_in(world, "lead")
    file = lead.get("/trail.jsonl").text
    actions = {json.loads(line)["action"] for line in file.splitlines()}
    assert "seen" in actions
    assert "hidden" not in actions
    page = lead.text("/trail").partition("<ol")[2]
    assert "hidden" not in page
    assert lead.get("/trail", scope=scope).status_code == 403


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_no_cell_is_taken_for_a_formula(world: World, cell: str) -> None:
    """A quote stands before it in CSV; the JSON says it as it is."""
    _record(world, 1, ANN, "edited", ORGANIZATION, note=cell)
    assert _rows(world, who="ann")[0]["note"] == f"'{cell}"
    file = signed_in(world, "observer").get("/trail.jsonl", who="ann").text
    assert json.loads(file)["note"] == cell


def test_older_entries_are_a_link_away(world: World) -> None:
    """A hundred on a page, and the filter goes along."""
    for _ in range(101):
        _record(world, 1, ANN, "edited", ORGANIZATION)
    browser = signed_in(world)
    page = browser.text("/trail", who="ann")
    assert page.count("<time") == 100
    older = page.partition('">Older')[0].rpartition('href="/console')[2].replace("&amp;", "&")
    assert browser.text(older).count("<time") == 1


def test_what_admins_do_is_in_it_and_no_secret_is(world: World) -> None:
    """Invitations, roles, teams, codes, keys, passwords."""
    owner, lead = signed_in(world), signed_in(world, "lead")
    owner.post("/teams/add", name="New")
    owner.post(f"/teams/{world.team_id}/rename", name="Renamed")
    owner.post("/people/invite", name="zoe", role="observer")
    owner.post("/people/withdraw", name="zoe")
    lead.post("/agents/code", uses="1", days="7")
    lead.post("/agents/code/2/revoke")
    lead.post("/agents/key/1/revoke")
    owner.post("/people/2/role", role="observer")
    owner.post("/people/2/remove")
    owner.post("/account/sign-out-everywhere")
    rows = _rows(world)
    assert {row["action"] for row in rows} >= {
        "invited", "joined", "team-added", "team-renamed", "invitation-withdrawn", "code-made",
        "code-revoked", "key-revoked", "role-changed", "removed", "signed-out-everywhere",
    }  # fmt: skip
    assert not any("scrypt" in cell for row in rows for cell in row.values())
