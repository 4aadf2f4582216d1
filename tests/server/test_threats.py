"""What is out of reach of a lead of another team, of a stolen key, and of a borrowed name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from stage import Console, World, make_settings, make_world, signed_in
from unruffle import auth, teams
from unruffle.db import credentials

#: Stands in the name of the other team and in a report from it.
MARK = "zebrafinchly"
#: Addresses of the console that are about no team: one's own account and start page, a way in,
#: and files. Weekly totals name their teams in the rows.
ABOUT_NO_TEAM = {
    *("home", "account", "change_password", "first"),
    *("sso", "sso_back", "static", "extension", "totals", "import_totals"),
}


def _rules(world: World) -> Iterator[Rule]:
    """Every address of the console."""
    for rule in world.app.url_map.iter_rules():
        if rule.endpoint.startswith("console."):
            yield rule


def _asked(console: Console, rule: Rule, number: int, **form: str) -> TestResponse:
    """The answer at an address, whose number, if it has one, is that of somebody else's thing."""
    path = re.sub(r"<[^>]*>", str(number), rule.rule).removeprefix("/console")
    if "GET" in (rule.methods or ()):
        return console.get(path, **form)
    return console.post(path, **form)


def test_a_lead_of_another_team_is_refused_at_every_address(world: World) -> None:
    """Pages, forms and files; the refusal tells nothing, and a new address is not forgotten."""
    database, now = world.server.database, datetime.now(UTC)
    other = teams.add(database, None, f"Team {MARK}", now).id
    key, _ = auth.enroll(database, auth.new_code(database, other, now), now)
    world.server.live.refresh()
    report = {"kind": "phrase", "sentence": MARK, "host": "desk.example.com"}
    sent = world.post("reports", report | {"rule": None, "note": None}, key)
    assert sent.status_code == 201
    with database.read() as connection:
        number = next(row.id for row in credentials.every_key(connection) if row.team_id == other)
    lead = signed_in(world, "lead")
    before = world.stored()
    opened = set()
    for rule in _rules(world):
        name = rule.endpoint.removeprefix("console.")
        if name.startswith("sign_"):
            continue
        answer = _asked(lead, rule, number, scope=f"team/{other}")
        assert MARK not in answer.text, rule.rule
        if answer.status_code != 403:
            opened.add(name)
    assert opened <= ABOUT_NO_TEAM
    assert world.stored() == before
    row = "week,team,replies,reopened,satisfied,rated\n2026-01-05,Team {},9,1,1,2"
    answer = lead.post("/statistics/totals", text=row.format(MARK))
    assert (answer.status_code, "is yours to import for" in answer.text) == (400, True)


def test_a_stolen_key_opens_no_page(world: World) -> None:
    """The console answers as to anybody, and the figures want a token of their own."""
    thief, anybody = Console(world), Console(world)
    thief.client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {world.key}"
    for rule in _rules(world):
        given, plain = (_asked(browser, rule, 1) for browser in (thief, anybody))
        assert given.status_code == plain.status_code, rule.rule
        assert given.location == plain.location, rule.rule
    assert thief.client.get("/metrics").status_code == 404


def test_a_name_that_was_bound_to_this_machine_opens_nothing(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """DNS rebinding: a page under a name of its own that leads here is refused at every address."""
    settings = make_settings(tmp_path_factory.mktemp("bound"), demo="on", languagetool="open")
    for world in make_world(settings):
        for rule in world.app.url_map.iter_rules():
            path = re.sub(r"<[^>]*>", "1", rule.rule)
            for method in (rule.methods or set()) - {"OPTIONS"}:
                answer = world.client.open(
                    path, method=method, headers={"Host": "evil.example:8765"}
                )
                assert answer.status_code == 400, (method, path)
