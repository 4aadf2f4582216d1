"""What the settings of a team say of its lists: the last revision that reached it, and its day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from stage import World
from unruffle import auth, publish, working
from unruffle.db import revisions, teams
from unruffle.db.tables import revisions as table
from unruffle.working import Entry

LATER = datetime.now(UTC) + timedelta(days=3)


def live(world: World, scope: str, phrase: str) -> int:
    """Publish an approved phrase in a scope, and give the revision."""
    database = world.server.database
    with database.write() as connection:
        wanted = Entry("allow", phrase, {"owner": "ann", "note": ""})
        working.save(connection, None, scope, wanted, LATER, "")
    number = publish.publish_layer(database, None, scope, "", LATER)
    world.server.live.refresh()
    return number


def told(world: World, key: str | None = None) -> dict[str, Any]:
    """The settings of a team."""
    settings: dict[str, Any] = world.get("settings", key).get_json()
    return settings


def test_a_team_is_told_of_lists_that_reach_it_and_of_no_others(world: World) -> None:
    """Its own, those of all teams, those of the package; with them its settings are others."""
    database, now = world.server.database, datetime.now(UTC)
    with database.write() as connection:
        other = teams.add(connection, "Other", 0)
    key, _ = auth.enroll(database, auth.new_code(database, other.id, now), now)
    world.server.live.refresh()
    first = told(world)
    assert first["lists"]["revision"] == told(world, key)["lists"]["revision"] == 1
    assert live(world, f"team/{world.team_id}", "calm down tea") == 2
    mine, theirs = told(world), told(world, key)
    assert mine["lists"] == {"revision": 2, "day": LATER.date().isoformat()}
    assert mine["etag"] != first["etag"]
    assert theirs["lists"]["revision"] == 1
    assert live(world, "organization", "calm down sea") == 3
    assert [told(world, one)["lists"]["revision"] for one in (None, key)] == [3, 3]
    with database.write() as connection:
        newest = revisions.latest(connection)
        assert newest is not None
        revisions.add(connection, newest.snapshot, newest.package, int(now.timestamp()))
    world.server.live.refresh()
    assert [told(world, one)["lists"]["revision"] for one in (None, key)] == [4, 4]


def test_lists_that_are_not_served_yet_are_no_news(world: World) -> None:
    """A revision that does not compile here is somebody else's."""
    with world.server.database.write() as connection:
        revisions.add(connection, '{"rules": {"x": {}}}', "0.1.0", 0, scope="organization")
    world.server.live.refresh()
    assert told(world)["lists"]["revision"] == 1


def test_looking_it_up_is_quick_with_many_revisions(world: World) -> None:
    """One row a scope, whatever was published before."""
    with world.server.database.write() as connection:
        rows = [
            {
                **{"number": n, "snapshot": "{}", "package": "0.1.0", "published_at": n},
                **{"scope": f"team/{n % 50}", "author": "", "note": ""},
            }
            for n in range(2, 2_002)
        ]
        connection.execute(table.insert(), rows)
        found = revisions.changed(connection, 1_001)
    assert len(found) == 51
    assert found["team/1"] == (1_001, 1_001)
