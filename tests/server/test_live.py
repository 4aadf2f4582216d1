"""What a worker serves from memory, and how fast it hears news."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, text

from stage import SNAPSHOT, World
from unruffle import auth, publish
from unruffle.db import credentials, revisions, teams
from unruffle.live import Live


def _seconds_until(condition: Callable[[], bool], within: float = 5.0) -> float:
    begin = time.monotonic()
    while not condition():
        assert time.monotonic() - begin < within
    return time.monotonic() - begin


def _revoke_newest(world: World) -> None:
    with world.server.database.write() as connection:
        newest = credentials.every_key(connection)[-1]
        credentials.revoke_key(connection, newest.id, int(time.time()))


def test_a_check_never_asks_the_database(world: World) -> None:
    """Not one statement from the thread that answers."""
    world.server.live.refresh()
    world.server.live.stop()
    world.server.live._pid = -1  # the thread stays out of the count
    statements: list[str] = []
    event.listen(
        world.server.database.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_rest: statements.append(statement),
    )
    world.app.before_request_funcs[None].clear()
    assert world.post("check", {"text": "Calm down."}).status_code == 200
    assert world.get("settings").status_code == 200
    assert statements == []


def test_a_revoked_key_is_refused_within_a_second(world: World) -> None:
    """By the worker's own look, without being told."""
    assert world.post("check", {"text": "Hi"}).status_code == 200
    _revoke_newest(world)
    seconds = _seconds_until(lambda: world.post("check", {"text": "Hi"}).status_code == 401)
    assert seconds < 1
    assert world.post("check", {"text": "Hi"}).get_json()["error"]["code"] == "key-revoked"


def test_a_published_rulebook_goes_live(world: World) -> None:
    """The next checks carry its revision and its rules."""
    draft = {"text": "Whatever you say."}
    assert world.post("check", draft).get_json()["findings"] == []
    rule = SNAPSHOT["rules"]["command/calm-down"] | {
        "phrases": ["whatever you say"],
        "examples": {"flags": ["[Whatever you say]."], "passes": ["Say whatever."]},
    }
    rules = SNAPSHOT["rules"] | {"command/whatever-you-say": rule}
    now = datetime.now(UTC)
    revision = publish.publish(world.server.database, SNAPSHOT | {"rules": rules}, now)
    assert revision == world.revision + 1
    assert _seconds_until(lambda: world.post("check", draft).get_json()["revision"] == revision) < 1
    found = world.post("check", draft).get_json()["findings"]
    assert [finding["rule"] for finding in found] == ["command/whatever-you-say"]


def test_settings_change_their_etag_with_the_team(world: World) -> None:
    """A check carries the same ETag as the settings; a client that knows it gets 304."""
    answer = world.get("settings")
    etag = answer.get_json()["etag"]
    assert answer.headers["ETag"] == f'"{etag}"'
    assert world.post("check", {"text": "Hi"}).get_json()["settings"] == etag
    assert world.get("settings", If_None_Match=f'"{etag}"').status_code == 304
    with world.server.database.write() as connection:
        connection.execute(text("UPDATE teams SET name = 'Support'"))
        connection.execute(text("UPDATE version SET number = number + 1"))
    world.server.live.refresh()
    renewed = world.get("settings", If_None_Match=f'"{etag}"')
    assert renewed.status_code == 200
    assert renewed.get_json()["team"]["name"] == "Support"
    assert renewed.get_json()["etag"] != etag


def test_without_the_database_checks_go_on_and_readyz_says_so(world: World) -> None:
    """The last view stays in service; the way back needs nobody."""
    path = world.server.settings.sqlite_path
    assert path is not None
    world.client.get("/readyz")
    world.server.live.stop()
    world.server.database.close()
    away = path.with_suffix(".away")
    path.rename(away)
    path.mkdir()
    world.server.live.refresh()
    world.server.live._pid = 0
    assert world.client.get("/readyz").status_code == 503
    assert world.client.get("/healthz").status_code == 200
    assert world.post("check", {"text": "Calm down."}).get_json()["score"] == 75
    path.rmdir()
    away.rename(path)
    _seconds_until(lambda: world.client.get("/readyz").status_code == 200)


def test_a_snapshot_that_does_not_compile_leaves_the_old_one_in_service(world: World) -> None:
    """Unready, still checking; keys are refreshed all the same."""
    broken = '{"rules": {"command/later": {"condition": "of a later version"}}}'
    with world.server.database.write() as connection:
        revisions.add(connection, broken, "9.0.0", 0)
    world.server.live.refresh()
    assert world.client.get("/readyz").status_code == 503
    assert world.post("check", {"text": "Calm down."}).get_json()["revision"] == world.revision
    key = auth.demo_key(world.server.database, datetime.now(UTC), 60)
    world.server.live.refresh()
    assert world.post("check", {"text": "Hi"}, key=key).status_code == 200
    publish.publish(world.server.database, SNAPSHOT, datetime.now(UTC))
    world.server.live.refresh()
    assert world.client.get("/readyz").status_code == 200


def test_use_of_a_key_is_written_down_as_a_day(world: World) -> None:
    """By the thread, once; a moment is never stored."""
    with world.server.database.write() as connection:
        connection.execute(text("UPDATE keys SET used_on = '2026-11-01'"))
        connection.execute(text("UPDATE version SET number = number + 1"))
    world.server.live.refresh()
    now = datetime.now(UTC).date()

    def used_on() -> date:
        with world.server.database.read() as connection:
            return credentials.every_key(connection)[0].used_on

    if (now - date(2026, 11, 1)).days <= 30:
        world.post("check", {"text": "Hi"})
    else:
        key = world.server.live.view.keys[auth.digest(world.key)]
        world.server.live.used(key, now)
    _seconds_until(lambda: used_on() == now)


def test_the_thread_ends_when_it_is_told(world: World) -> None:
    """stop() waits for it, and start() begins again."""
    live = world.server.live
    live.start()
    thread = live._thread
    assert thread is not None
    assert thread.is_alive()
    live.stop()
    assert not thread.is_alive()
    live.start()
    assert live._thread is not None
    assert live._thread is not thread


def test_before_the_first_look_the_answer_is_not_ready(world: World) -> None:
    """503 in the one shape."""
    from unruffle.errors import NotReady

    with pytest.raises(NotReady):
        _ = Live(world.server.database, world.server.settings).view


def test_a_team_added_on_the_side_is_known_after_a_look(world: World) -> None:
    """Adding one tells every worker."""
    with world.server.database.write() as connection:
        team = teams.add(connection, "Returns", 0)
    world.server.live.refresh()
    assert world.server.live.view.teams[team.id]["team"] == {"id": team.id, "name": "Returns"}


FORKING = """
import os, sys
from unruffle import create_app
from unruffle.server import server_of
from unruffle.settings import Settings

app = create_app(Settings(database_url=sys.argv[1], refresh_ms=20))
live = server_of(app).live
live.start()
child = os.fork()
if child == 0:
    answer = app.test_client().get("/readyz")
    os._exit(0 if answer.status_code == 200 and live._thread.is_alive() else 1)
live.stop()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_worker_forked_from_a_loaded_app_has_a_thread_of_its_own(tmp_path: Path) -> None:
    """As under gunicorn with --preload."""
    url = f"sqlite:///{tmp_path / 'u.db'}"
    done = subprocess.run(
        [sys.executable, "-c", FORKING, url],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
