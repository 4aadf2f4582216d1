"""The connection to SQLite or PostgreSQL, with the settings that each needs to lose nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from unruffle.errors import StartError
from unruffle.settings import Settings

#: Any fixed number: all that write to one PostgreSQL wait for the same lock.
_LOCK = 8_765_001
BACKENDS = ("sqlite", "postgresql")
#: Milliseconds that a writer waits for another one unless it says otherwise.
BUSY_TIMEOUT_MS = 10_000


class Database:
    """One engine. `read()` sees one moment and locks nothing; `write()` commits or leaves no trace.

    Both raise `sqlalchemy.exc.SQLAlchemyError` when the database is out of reach.
    """

    def __init__(self, settings: Settings) -> None:
        try:
            url = make_url(settings.resolved_database_url)
            if settings.sqlite_path is not None:
                if url.database in (None, "", ":memory:"):
                    raise StartError(
                        "SQLite needs a file.", "Set UNRUFFLE_DATABASE_URL to sqlite:////path/file."
                    )
                settings.sqlite_path.parent.mkdir(parents=True, exist_ok=True)
                # Nobody else on the machine may read it, nor the files that SQLite lays beside it.
                settings.sqlite_path.touch(mode=0o600)
            if url.get_backend_name() not in BACKENDS:
                raise StartError(
                    f"unruffle does not speak to {url.get_backend_name()}.",
                    "Set UNRUFFLE_DATABASE_URL to sqlite:////path/file or postgresql://host/name.",
                )
            self.engine: Engine = create_engine(url, hide_parameters=True, pool_pre_ping=True)
        except ImportError as error:
            raise StartError(
                "The driver of PostgreSQL is not installed.",
                "Run: pip install 'unruffle[postgresql]'",
            ) from error
        except (ArgumentError, OSError, SQLAlchemyError) as error:
            raise StartError(
                f"The database cannot be opened ({type(error).__name__}).",
                "See UNRUFFLE_DATABASE_URL in docs/settings.md.",
            ) from error
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        else:
            event.listen(self.engine, "begin", _begin_postgresql)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection on which all questions see the same moment."""
        with self.engine.connect() as connection:
            connection.execution_options(unruffle_read=True)
            if connection.dialect.name == "postgresql":
                connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            yield connection

    @contextmanager
    def write(
        self, wait_ms: int = BUSY_TIMEOUT_MS, *, shared: bool = False
    ) -> Iterator[Connection]:
        """A connection in a transaction that no other writer can enter.

        `shared` lets other shared ones in on PostgreSQL; it is for what only adds to rows. Another
        writer is waited for as long as `wait_ms`; then OperationalError is raised.
        """
        with self.engine.connect() as connection:
            connection.execution_options(unruffle_wait_ms=wait_ms, unruffle_shared=shared)
            with connection.begin():
                yield connection

    def forget_connections(self) -> None:
        """Drop connections inherited by a fork without closing those of the parent."""
        self.engine.dispose(close=False)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Without this the driver decides itself when a transaction begins, and read-then-update loses
    # writes silently.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    wait_ms = options.get("unruffle_wait_ms", BUSY_TIMEOUT_MS)
    connection.exec_driver_sql(f"PRAGMA busy_timeout={wait_ms}")
    connection.exec_driver_sql("BEGIN" if options.get("unruffle_read") else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("unruffle_read"):
        wait_ms = options.get("unruffle_wait_ms", BUSY_TIMEOUT_MS)
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait_ms}")
        kind = "_shared" if options.get("unruffle_shared") else ""
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock{kind}({_LOCK})")
