"""The database loses nothing, and the migrations make the tables that the code expects."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, select, text, update

from stage import make_settings
from unruffle.db import migrate
from unruffle.db.engine import Database
from unruffle.db.tables import metadata, version
from unruffle.errors import StartError
from unruffle.settings import Settings


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """An empty database; its connections are closed by the test."""
    return Database(make_settings(tmp_path))


def test_migrations_and_tables_agree(database: Database) -> None:
    """Nothing is left for Alembic to propose, and a second run has nothing to do."""
    assert migrate.upgrade(database)
    assert not migrate.upgrade(database)
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    database.close()


def test_tables_of_a_newer_release_are_left_alone(database: Database) -> None:
    """An older server that starts again while newer ones run: what it knows of them is there."""
    migrate.upgrade(database)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert not migrate.upgrade(database)
    with database.read() as connection:
        assert migrate.current(connection) == "9999"
    database.close()


def test_a_migration_that_stops_half_way_leaves_no_trace(database: Database) -> None:
    """Tables made in a transaction that is rolled back are gone."""

    def stop_half_way() -> None:
        with database.write() as connection:
            connection.execute(text("CREATE TABLE half (id INTEGER)"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stop_half_way()
    with database.read() as connection:
        assert inspect(connection).get_table_names() == []
    database.close()


def test_four_hundred_reads_then_updates_at_once_lose_none(database: Database) -> None:
    """Each reads the number, then writes one more."""
    migrate.upgrade(database)

    def count() -> None:
        for _ in range(50):
            with database.write() as connection:
                number = connection.execute(select(version.c.number)).scalar_one()
                connection.execute(update(version).values(number=number + 1))

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert connection.execute(select(version.c.number)).scalar_one() == 400
    database.close()


def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    """It sees the moment before."""
    migrate.upgrade(database)
    with database.write() as writer:
        writer.execute(update(version).values(number=7))
        with database.read() as reader:
            assert reader.execute(select(version.c.number)).scalar_one() == 0
    database.close()


def test_sqlite_keeps_a_log_ahead_and_its_foreign_keys(tmp_path: Path) -> None:
    """Neither is so by itself."""
    database = Database(Settings(database_url=f"sqlite:///{tmp_path / 'u.db'}"))
    with database.read() as reader:
        assert reader.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert reader.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    database.close()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "nosuchbase://host/name", "::"])
def test_a_database_that_cannot_be_is_refused_in_words(url: str) -> None:
    """One line at the start, no traceback."""
    with pytest.raises(StartError):
        Database(Settings(database_url=url))
