"""Several servers on one PostgreSQL: what is new reaches all, nothing is lost, no text is kept."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from cluster import Cluster
from programs import free_port
from replicas import TRUSTING, Agents, Browser, Site, all_serve, ask, proxy, replica, until
from unruffle import accounts, auth, publish
from unruffle.db import credentials, migrate, revisions, versions
from unruffle.db.engine import Database
from unruffle.db.tables import counters
from unruffle.lists import loader
from unruffle.settings import Settings

#: No word of a rule, a page or a program.
MARKED = "zebrafinchly"
TEXT = f"We apologise for any inconvenience caused, {MARKED}. Calm down, {MARKED}!"
PASSWORD = "four calm words here"
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
    until(lambda: all_serve(servers, key), "both know the key")
    yield Site(cluster, database, servers, before, url, key)
    database.close()
    before.stop()
    for server in servers:
        server.stop()


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
    until(lambda: all_serve(site.servers, site.key, status=401), "both refuse the key")


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


def test_an_older_one_goes_on_and_starts_again_beside_a_newer(site: Site) -> None:
    """What a newer release does to the database first: it adds to the tables, and publishes.

    There is one release so far: the newer one is what it would leave behind.
    """
    snapshot = loader.load()
    del snapshot["rules"]["invalidation/calm-down"]
    with Agents(site.url, site.key) as agents:
        with site.database.write() as connection:
            connection.exec_driver_sql("ALTER TABLE teams ADD COLUMN newer VARCHAR")
            connection.exec_driver_sql("CREATE TABLE newer (id INTEGER)")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
            revisions.add(connection, json.dumps(snapshot), "99.0.0", 0)
            versions.bump(connection)
        until(lambda: _revisions(site) == {2}, "both serve what the newer published")
        for server in site.servers:
            server.kill()
            server.start()
        goal = agents.checks() + 40
        until(lambda: agents.checks() >= goal, "agents go on")
    assert set(agents.statuses) == {200}
    assert agents.counted == _stored(site) > 0
    with site.database.read() as connection:
        assert revisions.latest_number(connection) == 2
        assert migrate.current(connection) == "9999"


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


def _events(now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "id": f"event-{MARKED}-1",
            "type": "shown",
            "draft": f"draft-{MARKED}",
            "rule": "false-apology/sorry-for-any",
            "revision": 1,
            "host": "desk.example.com",
            "at": now.isoformat(),
        }
    ]


def _holds(folder: Path) -> list[str]:
    """The files below a folder that hold the marked word, as text or as UTF-16."""
    found = []
    for file in folder.rglob("*"):
        if not file.is_file():
            continue
        content = file.read_bytes()
        if MARKED.encode() in content or MARKED.encode("utf-16-le") in content:
            found.append(str(file))
    return found


def test_a_marked_text_is_nowhere_afterwards(site: Site, tmp_path: Path) -> None:
    """Not in the database with its log of writes, not in a log, not in a temporary file."""
    before = {str(path) for path in Path(tempfile.gettempdir()).iterdir()}
    now = datetime.now(UTC)
    turns = [{"author": "customer", "text": f"Where is my {MARKED}? I am angry."}]
    checked = {"text": TEXT, "context": {"turns": turns, "greeting_name": MARKED}}
    assert ask(site.url, "check", checked, site.key)[1]["findings"]
    assert ask(site.url, "check", {"text": MARKED, MARKED: MARKED}, site.key)[0] == 400
    assert ask(site.url, "check", {"text": MARKED * 100_000}, site.key)[0] == 413
    assert ask(site.url, "check", {"text": MARKED}, MARKED)[0] == 401
    assert ask(site.url, "events", {"events": _events(now)}, site.key)[1]["accepted"] == 1
    form = {"language": "en", "data": json.dumps({"annotation": [{"text": TEXT}]})}
    sent = urllib.parse.urlencode(form | {"username": "me", "apiKey": site.key}).encode()
    with urllib.request.urlopen(f"{site.url}/v2/check", sent, context=TRUSTING) as answer:
        assert json.load(answer)["matches"]
    link = accounts.invite(site.database, None, "owner", "owner", [], now, 7)
    accounts.accept(site.database, link, "", PASSWORD, now)
    browser = Browser(site.url)
    assert "Sign out" in browser.post("/sign-in", name="owner", password=PASSWORD)
    assert MARKED in browser.post("/try", scope="organization", message=MARKED, reply=TEXT)
    assert browser.post("/macros", scope="organization", pasted=TEXT)
    for server in site.servers:
        server.stop()
    # A tool that sends a text in the address, while nobody is there to refuse it.
    query = urllib.parse.urlencode({"language": "en", "text": TEXT})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{site.url}/v2/check?{query}", context=TRUSTING)
    with refused.value as answer:
        assert answer.code == 502
    site.proxy.stop()
    # What is still in memory goes to the files now.
    with site.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as asked:
        asked.exec_driver_sql("CHECKPOINT")
    assert _holds(site.cluster.data) == []
    assert _holds(tmp_path) == []
    new = (path for path in Path(tempfile.gettempdir()).iterdir() if str(path) not in before)
    assert [file for path in new for file in _holds(path)] == []
    # The search finds what is kept.
    assert auth.digest(site.key).encode() in b"".join(
        file.read_bytes() for file in site.cluster.data.rglob("*") if file.is_file()
    )
