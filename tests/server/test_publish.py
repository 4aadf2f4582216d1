"""Publishing the lists of the package."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from stage import SNAPSHOT, World, make_settings, make_world
from unruffle import create_app, publish, snapshots
from unruffle.core.rules import RuleError
from unruffle.db import revisions
from unruffle.server import server_of

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def test_a_restart_with_the_same_lists_publishes_nothing(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Revision 1 stays revision 1."""
    settings = make_settings(tmp_path_factory.mktemp("twice"))
    for _ in range(2):
        server = server_of(create_app(settings))
        assert server.live.view.revision == 1
        server.close()


def test_a_start_compiles_what_it_publishes_and_serves_once(tmp_path: Path) -> None:
    """The built-in lists take two seconds each time."""
    snapshots._shipped.cache_clear()
    for _ in make_world(make_settings(tmp_path)):
        asked = snapshots._shipped.cache_info()
        assert (asked.misses, asked.hits) == (1, 1)


def test_lists_that_differ_become_the_next_revision(world: World) -> None:
    """As after an upgrade of the package; the old revision stays as it was."""
    database = world.server.database
    again = publish.publish_builtin(database, NOW)
    assert again == world.revision + 1
    assert publish.publish_builtin(database, NOW) == again
    assert publish.publish(database, SNAPSHOT, NOW) == again + 1


def test_an_older_package_does_not_publish_over_a_newer(world: World) -> None:
    """Two versions side by side do not take turns."""
    with world.server.database.write() as connection:
        newest = revisions.add(connection, "{}", "99.0.0", 0)
    assert publish.publish_builtin(world.server.database, NOW) == newest


def test_a_snapshot_that_does_not_compile_is_not_published(world: World) -> None:
    """The error says what to do; the number does not move."""
    rule = SNAPSHOT["rules"]["command/calm-down"] | {"phrases": ["calm (down"]}
    with pytest.raises(RuleError):
        publish.publish(world.server.database, SNAPSHOT | {"rules": {"command/x": rule}}, NOW)
    with world.server.database.read() as connection:
        assert revisions.latest_number(connection) == world.revision


def test_a_snapshot_is_json_that_reads_back_the_same(world: World) -> None:
    """Nothing from the database is ever unpickled."""
    with world.server.database.read() as connection:
        stored = connection.execute(text("SELECT snapshot FROM revisions")).scalars().all()
    import json

    assert json.loads(stored[-1]) == SNAPSHOT
