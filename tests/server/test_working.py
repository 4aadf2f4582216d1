"""The working copy, and how it goes live and back: nobody's work is lost, nothing is half done."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from stage import SNAPSHOT, World
from unruffle import publish, trail, working
from unruffle.core.layers import team_scope
from unruffle.core.rules import RuleError
from unruffle.db import revisions
from unruffle.db import trail as trail_rows
from unruffle.db.working import WorkingRow
from unruffle.differences import differences
from unruffle.errors import EditConflict, NotPublished, RevisionUnknown
from unruffle.lists import loader
from unruffle.working import Entry, Kind

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
ORGANIZATION = "organization"


def kraken(**more: Any) -> dict[str, Any]:
    """A rule of one's own."""
    return {
        "severity": "low",
        "phrases": ["kraken"],
        "message": "A kraken may be heard as: nobody looked.",
        "why": "It explains nothing.",
        "sources": ["House style"],
        "examples": {"flags": ["The [kraken] ate it."], "passes": ["The squid ate it."]},
        **more,
    }


def save(
    world: World, kind: Kind, name: str, body: dict[str, Any], version: int = 0, scope: str = ""
) -> Entry:
    """Write one entry into the working copy of the demo team."""
    scope = scope or team_scope(world.team_id)
    with world.server.database.write() as connection:
        return working.save(connection, None, scope, Entry(kind, name, body, version), NOW, "")


def go_live(world: World, scope: str = "", note: str = "") -> int:
    """Publish what the demo team has."""
    database, scope = world.server.database, scope or team_scope(world.team_id)
    return publish.publish_layer(database, None, scope, note, NOW)


def heard(world: World) -> set[str]:
    """The rules that a worker finds in one draft, after its next look."""
    world.server.live.refresh()
    answer = world.post("check", {"text": "The kraken ate it. Please calm down."}).get_json()
    return {found["rule"] for found in answer["findings"]}


def test_what_is_saved_is_live_once_it_is_published(world: World) -> None:
    """Until then agents hear what they heard before."""
    save(world, "rule", "house/kraken", kraken())
    save(world, "change", "command/calm-down", {"off": True, "reason": "a spa"})
    assert heard(world) == {"command/calm-down"}
    assert go_live(world, note="for the spa") == world.revision + 1
    assert heard(world) == {"house/kraken"}
    with world.server.database.read() as connection:
        told = revisions.history(connection, [team_scope(world.team_id)])
        entries = list(trail_rows.entries(connection, trail_rows.Filter()))
    assert [(one.number, one.author, one.note) for one in told] == [
        (2, trail.COMMAND_LINE, "for the spa")
    ]
    assert {entry.action for entry in entries} >= {"lists.add", "lists.publish"}


def test_of_two_who_edit_one_entry_the_later_is_shown_what_the_earlier_wrote(world: World) -> None:
    """Nothing is overwritten; who edits another entry is not held up."""
    first = save(world, "rule", "house/kraken", kraken())
    mine = save(world, "rule", "house/kraken", kraken(why="It sank."), first.version)
    save(world, "allow", "kraken rum", {"owner": "Ana", "note": ""})
    with pytest.raises(EditConflict) as conflict:
        save(world, "rule", "house/kraken", kraken(why="It swam."), first.version)
    assert conflict.value.theirs == mine
    assert mine.body["why"] == "It sank."
    with pytest.raises(EditConflict), world.server.database.write() as connection:
        working.remove(connection, None, team_scope(world.team_id), first, NOW, "")
    save(world, "rule", "house/kraken", kraken(why="It swam."), mine.version)
    with pytest.raises(EditConflict):
        save(world, "rule", "house/kraken", kraken())


def test_an_entry_that_came_again_is_not_the_one_before(world: World) -> None:
    """Versions never repeat, so an old form cannot pass for a new one."""
    scope, old = team_scope(world.team_id), save(world, "rule", "house/kraken", kraken())
    with world.server.database.write() as connection:
        working.remove(connection, None, scope, old, NOW, "")
    save(world, "allow", "kraken rum", {"owner": "", "note": ""})
    save(world, "rule", "house/kraken", kraken())
    with pytest.raises(EditConflict):
        save(world, "rule", "house/kraken", kraken(why="It swam."), old.version)


def test_a_refused_publish_says_which_rule_and_why(world: World) -> None:
    """What is live stays live."""
    save(world, "rule", "house/kraken", kraken(phrases=["squid"]))
    with pytest.raises(NotPublished) as refused:
        go_live(world)
    assert "house/kraken finds nothing in its example “The kraken ate it.”" in str(refused.value)
    assert "house/kraken finds a near miss that passes" in str(refused.value)
    assert heard(world) == {"command/calm-down"}
    with pytest.raises(NotPublished, match="Nothing differs"):
        go_live(world, ORGANIZATION)


def test_what_the_organization_publishes_may_not_break_a_teams_rule(world: World) -> None:
    """Its examples run too."""
    save(world, "rule", "house/kraken", kraken())
    go_live(world)
    save(world, "allow", "the kraken", {"owner": "", "note": ""}, scope=ORGANIZATION)
    with pytest.raises(NotPublished, match="house/kraken finds nothing in its example"):
        go_live(world, ORGANIZATION)


def test_a_roll_back_is_an_old_revision_under_a_new_number(world: World) -> None:
    """What is being edited stays; lists of others stay as they are."""
    saved = save(world, "rule", "house/kraken", kraken())
    first = go_live(world)
    save(world, "change", "command/calm-down", {"off": True}, scope=ORGANIZATION)
    go_live(world, ORGANIZATION)
    save(world, "rule", "house/kraken", kraken(phrases=["(kraken|squid)"]), saved.version)
    with pytest.raises(NotPublished):
        go_live(world)
    mended = working_entry(world, "house/kraken")
    passes = {"flags": ["The [kraken] ate it."], "passes": ["The whale ate it."]}
    body = kraken(phrases=["(kraken|squid)"], examples=passes)
    save(world, "rule", "house/kraken", body, mended.version)
    third = go_live(world)
    scope, database = team_scope(world.team_id), world.server.database
    assert publish.roll_back(database, None, scope, first, "too wide", NOW) == third + 1
    assert heard(world) == {"house/kraken"}
    assert working_entry(world, "house/kraken").body == body
    with database.read() as connection:
        live = publish.published_layer(connection, scope)
    assert live["rules"]["house/kraken"] == kraken()
    with pytest.raises(RevisionUnknown):
        publish.roll_back(database, None, scope, 99, "", NOW)


def working_entry(world: World, name: str) -> Entry:
    """The rule of this name in the working copy."""
    with world.server.database.read() as connection:
        found = working.entry(connection, team_scope(world.team_id), "rule", name)
    assert found is not None
    return found


def test_a_newer_package_keeps_what_is_ones_own(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lists come with the layers; where they do not go together, the old ones stay live."""
    save(world, "rule", "house/kraken", kraken())
    go_live(world)
    other = kraken(phrases=["squid"], examples=SQUID, sources=["K12"])
    rules = {**SNAPSHOT["rules"], "house/other": other}
    monkeypatch.setattr(loader, "load", lambda: {**SNAPSHOT, "rules": rules})
    database = world.server.database
    assert publish.publish_builtin(database, NOW) == 3
    assert heard(world) == {"house/kraken", "command/calm-down"}
    rules["house/kraken"] = rules.pop("house/other")
    assert publish.publish_builtin(database, NOW) == 3
    assert heard(world) == {"house/kraken", "command/calm-down"}


SQUID = {"flags": ["The [squid] ate it."], "passes": ["The whale ate it."]}


def test_a_layer_and_its_entries_are_the_same_thing(world: World) -> None:
    """Every kind goes there and back; many at once are taken over or none."""
    layer = {
        "rules": {"house/kraken": kraken()},
        "changes": {"command/calm-down": {"severity": "low", "until": "2026-12-31"}},
        "allow": {"kraken rum": {"owner": "Ana", "note": ""}},
        "limits": {"C30.words": 200},
        "expected": {"T05": [["situation:complaint"]]},
        "openers": {"C01": ["Thanks for {what}."]},
        "lists": {"privacy": True},
        "profile": "casual",
        "hosts": ["shop.example"],
        "channels": ["chat"],
    }
    assert working.layer_of(working.entries_of(layer)) == layer
    scope, database = team_scope(world.team_id), world.server.database
    with database.write() as connection:
        assert working.take_over(connection, None, scope, working.entries_of(layer), NOW) == 10
    with database.read() as connection:
        assert working.layer_of(working.entries(connection, scope)) == layer
    wrong = [*working.entries_of(layer), Entry("rule", "house/x", {"severity": "fatal"})]
    with pytest.raises(RuleError), database.write() as connection:
        working.take_over(connection, None, scope, wrong, NOW)
    with database.write() as connection:
        working.replace_all(connection, None, scope, {"lists": {"privacy": True}}, NOW)
        discarded = next(iter(trail_rows.entries(connection, trail_rows.Filter())))
        assert json.loads(discarded.before) == layer
        assert len(working.entries(connection, scope)) == 1


def test_what_an_import_writes_over_is_in_the_trail(world: World) -> None:
    """Nobody's work is lost by somebody else's list; a name that is longer than a line is cut."""
    scope, database = team_scope(world.team_id), world.server.database
    save(world, "rule", "house/kraken", kraken(why="It sank."))
    save(world, "rule", "house/other", kraken())
    phrase = "please " * 50
    save(world, "allow", phrase, {"owner": "Ana", "note": ""})
    with database.write() as connection:
        mine = [Entry("rule", "house/kraken", kraken(why="It swam."))]
        working.take_over(connection, None, scope, mine, NOW)
        newest, before = list(trail_rows.entries(connection, trail_rows.Filter()))[:2]
    assert json.loads(newest.before) == {"rules": {"house/kraken": kraken(why="It sank.")}}
    assert before.subject == f"allow {phrase}"[: trail.SUBJECT]


def test_search_looks_into_names_and_words(world: World) -> None:
    """A page at a time; marks of SQL are only marks."""
    for n in range(60):
        save(world, "rule", f"house/rule-{n:02}", kraken(why=f"100% of case {n:02}"))
    with world.server.database.read() as connection:
        scope = team_scope(world.team_id)
        found, count = working.search(connection, scope, "rule", "CASE 4", start=5, most=3)
        assert (count, [one.name for one in found]) == (
            10,
            ["house/rule-45", "house/rule-46", "house/rule-47"],
        )
        assert working.search(connection, scope, "rule", "100% of")[1] == 60
        assert working.search(connection, scope, "rule", "100_ of")[1] == 0


def test_differences_are_told_in_plain_words() -> None:
    """Of lists only what came and what went."""
    before = {"rules": {"house/kraken": kraken(), "house/gone": kraken()}, "lists": {"x": True}}
    now = kraken(severity="high", phrases=["kraken", "squid"], why=None)
    after = {"rules": {"house/kraken": now}, "lists": {"x": False}, "profile": "casual"}
    old, new = working.texts_of(before), working.texts_of(after)
    rows = [WorkingRow(*key, text, 1, "lead", 0) for key, text in new.items()]
    found, count = differences(old, rows)
    told = {(one.way, one.entry.kind, one.entry.name): one.words for one in found}
    assert told["changed", "rule", "house/kraken"] == (
        "phrases: “squid” is new",
        "severity: low → high",
        "why is gone: It explains nothing.",
    )
    assert told["gone", "rule", "house/gone"][-3] == "severity: low"
    assert told["changed", "list", "x"] == ("value: yes → no",)
    assert told["new", "profile", "profile"] == ("value: casual",)
    assert count == len(told) == 4
    assert differences(old, rows, most=1) == (found[:1], 4)
    assert differences(new, rows) == ([], 0)
