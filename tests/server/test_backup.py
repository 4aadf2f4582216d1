"""What a database holds is written to a file, and is the same again in another one."""

from __future__ import annotations

import csv
import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import inspect

from ledger import HOST, Sent, close, send
from stage import World, make_settings, signed_in
from unruffle import accounts, auth, backup, create_app
from unruffle.cli import main
from unruffle.db import migrate, rows, teams
from unruffle.db.engine import Database
from unruffle.errors import BackupUnreadable
from unruffle.server import server_of
from unruffle.settings import Settings

ALARM = {
    "kind": "false-alarm",
    "sentence": "You may calm down the engine.",
    "rule": "command/calm-down",
    "note": "=2+3",
    "host": HOST,
}


def _run(settings: Settings, *arguments: str) -> Result:
    env = {"UNRUFFLE_DATABASE_URL": settings.database_url}
    return CliRunner().invoke(main, ["db", *arguments], env=env)


def _silent(_table: str, _count: int) -> None:
    """Nobody listens."""


def _held(database: Database) -> dict[str, list[Any]]:
    with database.read() as connection:
        return {
            table.name: list(rows.every(connection, table)) for table in rows.tables(connection)
        }


@pytest.fixture
def full(world: World) -> World:
    """A world with something in every table that a day of work fills."""
    console = signed_in(world)
    console.post("/teams/add", name="=2+3; “quoted”, and é")
    send(world, world.team_id, [Sent(key) for key in range(6)])
    close(world)
    console.post("/lists/wording", scope="organization", phrase="all good", note="=2+3")
    assert world.post("reports", ALARM).status_code == 201
    signed_in(world, "lead")
    accounts.invite(
        world.server.database, None, "new", "lead", [world.team_id], datetime.now(UTC), 7
    )
    return world


@pytest.fixture
def sqlite(tmp_path: Path) -> Settings:
    """An empty SQLite file beside the database of the world."""
    return Settings(database_url=f"sqlite:///{tmp_path / 'other.db'}")


def test_everything_comes_back(full: World, sqlite: Settings, tmp_path: Path) -> None:
    """From this database to a file, to SQLite, and on to the kind of database that this one is."""
    file = tmp_path / "backup.gz"
    done = _run(full.server.settings, "backup", str(file))
    assert done.exit_code == 0, done.output
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.glob(".*")) == []
    assert _run(sqlite, "restore", str(file)).exit_code == 0
    (tmp_path / "on").mkdir()
    on = make_settings(tmp_path / "on")
    moved = _run(sqlite, "move", on.database_url)
    assert moved.exit_code == 0, moved.output
    assert f"UNRUFFLE_DATABASE_URL={on.database_url}\nUNRUFFLE_SECRET_KEY=" in moved.output
    first, second = Database(sqlite), Database(on)
    held = _held(full.server.database)
    assert {name for name, found in held.items() if not found} <= {
        "attempts",
        "outcomes",
        "senders",
    }
    assert held == _held(first) == _held(second)
    first.close()
    second.close()


def test_work_goes_on_where_it_was_restored(full: World, tmp_path: Path) -> None:
    """Keys and passwords are good, and new rows get numbers of their own."""
    (tmp_path / "on").mkdir()
    settings = make_settings(tmp_path / "on")
    target = Database(settings)
    with full.server.database.read() as connection:
        backup.restore(target, backup.lines(connection, _silent), _silent)
    target.close()
    app = create_app(settings)
    there = replace(full, app=app, server=server_of(app), client=app.test_client())
    there.server.live.refresh()
    assert there.post("check", {"text": "Calm down."}).get_json()["score"] == 75
    assert there.post("enroll", {"code": there.new_code()}, key="").status_code == 201
    assert auth.demo_team(there.server.database, datetime.now(UTC)).id == full.team_id
    with there.server.database.write() as connection:
        added = teams.add(connection, "One more", 0)
    assert added.id == max(row["id"] for row in _held(there.server.database)["teams"])
    there.server.close()


@pytest.mark.parametrize("how", ["half", "no end", "other columns", "no backup"])
def test_what_is_not_whole_is_refused(full: World, tmp_path: Path, how: str) -> None:
    """In one line, and nothing is left of it."""
    file = tmp_path / "backup.gz"
    backup.write(full.server.database, file, _silent)
    lines = gzip.decompress(file.read_bytes()).decode().splitlines(keepends=True)
    match how:
        case "half":
            file.write_bytes(file.read_bytes()[:-2000])
        case "no end":
            file.write_bytes(gzip.compress("".join(lines[:-1]).encode()))
        case "other columns":
            file.write_bytes(gzip.compress("".join(lines).replace('"name"', '"title"').encode()))
        case _:
            file.write_text("id,name\n")
    (tmp_path / "on").mkdir()
    settings = make_settings(tmp_path / "on")
    done = _run(settings, "restore", str(file))
    assert done.exit_code == 1
    assert "The backup is not whole" in done.output
    assert "Nothing was restored." in done.output
    target = Database(settings)
    with target.read() as connection:
        assert inspect(connection).get_table_names() == []
    target.close()


def test_a_backup_writes_over_nothing(full: World, tmp_path: Path) -> None:
    """Neither over a database nor over a file."""
    file, settings = tmp_path / "backup.gz", full.server.settings
    assert _run(settings, "backup", str(file)).exit_code == 0
    before = _held(full.server.database)
    refused = _run(settings, "restore", str(file))
    assert refused.exit_code == 1
    assert "holds something already" in refused.output
    assert _held(full.server.database) == before
    assert "is there already" in _run(settings, "backup", str(file)).output
    assert "cannot be written" in _run(settings, "backup", str(tmp_path / "no" / "b.gz")).output


def test_a_backup_of_an_older_release_is_brought_up_to_date(tmp_path: Path) -> None:
    """Its rows go into its own tables first; one of a newer release is refused."""
    (tmp_path / "old").mkdir()
    old, new = Database(make_settings(tmp_path / "old")), Database(make_settings(tmp_path))
    with old.write() as connection:
        migrate.bring_to(connection, "0001")
        (table,) = [one for one in rows.tables(connection) if one.name == "teams"]
        rows.add(connection, table, [{"id": 3, "name": "Returns", "created_at": 7}])
    with old.read() as connection:
        found = json.loads(json.dumps(list(backup.lines(connection, _silent))))
    with pytest.raises(BackupUnreadable, match="newer"):
        backup.restore(new, [{**found[0], "revision": "9999"}, *found[1:]], _silent)
    backup.restore(new, found, _silent)
    with new.read() as connection:
        assert migrate.current(connection) == migrate.newest()
    assert _held(new)["teams"] == [{"id": 3, "name": "Returns", "created_at": 7, "choices": "{}"}]
    old.close()
    new.close()


def test_tables_for_people_let_nobody_in(full: World, tmp_path: Path) -> None:
    """No hash, no sentence, no day; a cell that looks like a formula stays a text."""
    done = _run(full.server.settings, "export", str(tmp_path / "tables"))
    assert done.exit_code == 0, done.output
    files = {file.stem: file.read_text("utf-8-sig") for file in (tmp_path / "tables").iterdir()}
    assert set(files) == {
        *("teams", "admins", "admin_teams", "working", "revisions"),
        *("trail", "weeks", "weekly", "outcomes"),
    }
    everything = "".join(files.values())
    for secret in (auth.digest(full.key), "scrypt", ALARM["sentence"]):
        assert secret in full.stored()
        assert secret not in everything
    spoken = "".join(f"\n{row['name']}" for row in csv.DictReader(files["teams"].splitlines()))
    people = list(csv.DictReader(files["admins"].splitlines()))
    assert [(one["name"], one["role"]) for one in people] == [("owner", "owner"), ("lead", "lead")]
    assert f"teams.csv: {len(files['teams'].splitlines()) - 1}\n" in done.output
    assert "\n'=2+3" in spoken
