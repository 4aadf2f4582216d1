"""Several servers on one PostgreSQL: what is new reaches all, and nothing is lost when one ends."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from cluster import Cluster
from programs import Program, Server, free_port
from replicas import Agents, ask, proxy, replica, until
from unruffle import auth, publish
from unruffle.db import credentials, migrate, revisions
from unruffle.db.engine import Database
from unruffle.db.tables import counters
from unruffle.lists import loader
from unruffle.settings import Settings

#: Does something in a transaction, says so, and waits to be killed.
HALF_WAY = """
import sys
from unruffle.db import migrate, revisions
from unruffle.db.engine import Database
from unruffle.settings import Settings
with Database(Settings(database_url=sys.argv[1])).write() as connection:
    if sys.argv[2] == "publish":
        revisions.add(connection, "{}", "9.9.9", 0)
    else:
        migrate.bring_to(connection, "0003")
    print("half way", flush=True)
    sys.stdin.read()
"""


@dataclass(frozen=True, slots=True)
class Site:
    """Two servers, the proxy before them, their database, and a key."""

    cluster: Cluster
    database: Database
    servers: list[Server]
    proxy: Program
    url: str
    key: str


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL."""
    running = Cluster()
    running.start()
    yield running
    running.remove()


@pytest.fixture
def site(cluster: Cluster, tmp_path: Path) -> Iterator[Site]:
    """Two servers that started at the same moment on an empty database."""
    database_url, port = cluster.new_url(), free_port()
    url = f"https://127.0.0.1:{port}"
    servers = [replica(tmp_path / name, database_url, url) for name in ("one", "two")]
    starting = [threading.Thread(target=server.start) for server in servers]
    for thread in starting:
        thread.start()
    for thread in starting:
        thread.join()
    (tmp_path / "proxy").mkdir()
    before = proxy(tmp_path / "proxy", port, servers)
    before.start()
    database, now = Database(Settings(database_url=database_url)), datetime.now(UTC)
    team = auth.demo_team(database, now)
    key, _ = auth.enroll(database, auth.new_code(database, team.id, now), now)
    until(lambda: ask(url, "check", {"text": "Hello"}, key)[0] == 200, "the proxy answers")
    until(lambda: _all_serve(servers, key), "both know the key")
    yield Site(cluster, database, servers, before, url, key)
    database.close()
    before.stop()
    for server in servers:
        server.stop()


def _all_serve(servers: list[Server], key: str, status: int = 200) -> bool:
    return all(ask(one.url, "check", {"text": "Hello"}, key)[0] == status for one in servers)


def _revisions(site: Site) -> set[int]:
    """The revisions that the servers answer with."""
    answers = (ask(one.url, "check", {"text": "Hello"}, site.key) for one in site.servers)
    return {answer["revision"] for _, answer in answers}


def _stored(site: Site) -> int:
    """The events that were counted."""
    with site.database.read() as connection:
        total = connection.execute(select(func.sum(counters.c["count"]))).scalar_one()
    return int(total or 0)


def test_what_is_new_reaches_all(site: Site) -> None:
    """One set of lists from two that started at once; a publish and a revocation."""
    with site.database.read() as connection:
        assert revisions.latest_number(connection) == 1
        assert migrate.current(connection) == migrate.newest()
    snapshot = loader.load()
    del snapshot["rules"]["invalidation/calm-down"]
    with Agents(site.url, site.key) as agents:
        publish.publish(site.database, snapshot, datetime.now(UTC))
        until(lambda: _revisions(site) == {2}, "both have the new lists")
    assert set(agents.statuses) == {200}
    assert agents.revisions <= {1, 2}
    with site.database.write() as connection:
        (row,) = credentials.every_key(connection)
        credentials.revoke_key(connection, row.id, 0)
    until(lambda: _all_serve(site.servers, site.key, status=401), "both refuse the key")


def test_nothing_is_lost_when_one_ends(site: Site) -> None:
    """Killed, stopped gently, and the database restarted, while agents go on."""
    one, two = site.servers
    with Agents(site.url, site.key) as agents:

        def more() -> None:
            goal = agents.checks() + 40
            until(lambda: agents.checks() >= goal, "agents go on")

        more()
        one.kill()
        more()
        one.start()
        more()
        two.stop()
        more()
        two.start()
        more()
        site.cluster.stop("fast")
        more()
        site.cluster.start()
        more()
    assert set(agents.statuses) == {200}
    assert agents.counted == _stored(site) > 0


@pytest.mark.parametrize("act", ["publish", "migrate"])
def test_one_that_is_killed_half_way_leaves_nothing(cluster: Cluster, act: str) -> None:
    """Neither a row nor a table nor a lock."""
    url = cluster.new_url()
    database = Database(Settings(database_url=url))
    if act == "publish":
        migrate.upgrade(database)
    half = subprocess.Popen(
        [sys.executable, "-c", HALF_WAY, url, act], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert half.stdout is not None
    assert half.stdout.readline() == b"half way\n"
    half.kill()
    half.communicate()
    migrate.upgrade(database)
    assert publish.publish_builtin(database, datetime.now(UTC)) == 1
    with database.read() as connection:
        assert migrate.current(connection) == migrate.newest()
    database.close()
