"""What a worker serves from memory, and how fast it hears news."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, text, update

from stage import SNAPSHOT, World, away, signed_in
from unruffle import auth, publish
from unruffle.db import credentials, revisions, teams, versions
from unruffle.db.tables import keys
from unruffle.live import WRITE_WAIT_MS, Live


def _seconds_until(condition: Callable[[], bool], within: float = 5.0) -> float:
    begin = time.monotonic()
    while not condition():
        assert time.monotonic() - begin < within
    return time.monotonic() - begin


def _revoke_newest(world: World) -> None:
    with world.server.database.write() as connection:
        newest = credentials.every_key(connection)[-1]
        credentials.revoke_key(connection, newest.id, int(time.time()))


def _statements(world: World) -> list[str]:
    """Fills with every statement that goes to the database from now on."""
    statements: list[str] = []
    event.listen(
        world.server.database.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_rest: statements.append(statement),
    )
    return statements


def test_a_check_never_asks_the_database(world: World) -> None:
    """Not one statement from the thread that answers."""
    world.server.live.refresh()
    world.server.live.stop()
    world.server.live._pid = -1  # the thread stays out of the count
    statements = _statements(world)
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


@pytest.mark.parametrize("given", ['"other"', "*", None])
def test_if_match_is_not_looked_at(world: World, given: str | None) -> None:
    """Nothing is changed by a GET; without If-None-Match the settings come with 200."""
    etag = world.get("settings").headers["ETag"]
    answer = world.get("settings", If_Match=given or etag)
    assert (answer.status_code, answer.get_json()["etag"]) == (200, etag.strip('"'))


@pytest.mark.parametrize("form", ["W/{}", '"other", {}', "*"])
def test_a_known_etag_is_known_in_every_form(world: World, form: str) -> None:
    """Weak, as a proxy that compresses makes it, in a list, or as a star: 304 without a body."""
    etag = world.get("settings").headers["ETag"]
    answer = world.get("settings", If_None_Match=form.format(etag))
    assert (answer.status_code, answer.get_data()) == (304, b"")
    assert answer.headers["ETag"] == etag


def test_without_the_database_checks_go_on_and_readyz_says_so(world: World) -> None:
    """The last view stays in service; the way back needs nobody."""
    console = signed_in(world)
    world.client.get("/readyz")
    world.server.live.stop()
    world.server.database.close()
    with away(world.server.settings):
        world.server.live.refresh()
        world.server.live._pid = 0
        assert world.client.get("/readyz").status_code == 503
        assert world.client.get("/healthz").status_code == 200
        assert world.post("check", {"text": "Calm down."}).get_json()["score"] == 75
        refused = world.post("events", {"events": []})
        assert (refused.status_code, refused.get_json()["error"]["code"]) == (503, "database-away")
        page = console.get("/lists")
        assert page.status_code == 503
        assert "The database does not answer." in page.text
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


def _used_on(world: World) -> date:
    with world.server.database.read() as connection:
        return credentials.every_key(connection)[0].used_on


def _last_used(world: World, day: date) -> None:
    with world.server.database.write() as connection:
        connection.execute(update(keys).values(used_on=day))
        versions.bump(connection)
    world.server.live.refresh()


def test_use_of_a_key_is_written_down_as_a_day(world: World) -> None:
    """By the thread, once; a moment is never stored."""
    today = datetime.now(UTC).date()
    _last_used(world, today - timedelta(days=20))
    world.post("check", {"text": "Hi"})
    _seconds_until(lambda: _used_on(world) >= today)


def test_a_writer_that_takes_long_holds_up_no_look_and_loses_no_use(world: World) -> None:
    """The look gives up on the write, stays ready, and writes when the other is done."""
    live, today = world.server.live, datetime.now(UTC).date()
    before = today - timedelta(days=20)
    _last_used(world, before)
    live.used(live.view.keys[auth.digest(world.key)], today)
    statements = _statements(world)
    with world.server.database.write():
        live.refresh()
        waited = ("PRAGMA busy_timeout=", "SET LOCAL lock_timeout = ")
        assert not {f"{how}{WRITE_WAIT_MS}" for how in waited}.isdisjoint(statements)
        assert live.problem is None
        assert _used_on(world) == before
    live.refresh()
    assert _used_on(world) == today


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
