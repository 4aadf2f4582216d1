"""`unruffle doctor`: what it says of an installation that is well, and of the usual mistakes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from programs import Server, free_port
from unruffle.cli import main
from unruffle.db import migrate, revisions
from unruffle.db.engine import Database
from unruffle.errors import HostNotTrusted
from unruffle.settings import Settings
from unruffle.version import VERSION


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that runs, with one extension connected."""
    server = Server(tmp_path_factory.mktemp("doctor"))
    server.start()
    server.ask("enroll", {"code": server.new_code()})
    yield server
    server.stop()


def _doctor(database: Path, url: str) -> Result:
    env = {"UNRUFFLE_DATABASE_URL": f"sqlite:///{database}", "UNRUFFLE_PUBLIC_URL": url}
    return CliRunner().invoke(main, ["doctor"], env=env)


@contextmanager
def _answering(answer: object, date: float | None = None) -> Iterator[str]:
    """The address of something that gives this answer to everything."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response_only(200)
            self.send_header("Date", formatdate(date, usegmt=True))
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    listening = HTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=listening.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.server_port}"
    finally:
        listening.shutdown()
        listening.server_close()


def test_a_server_that_is_well(running: Server) -> None:
    """Every sign is good, and the exit code says so."""
    done = _doctor(running.database, running.url)
    assert (done.exit_code, "look" in done.output) == (0, False), done.output
    for words in (
        "database: answers, sqlite",
        "lists: revision 1 is live",
        "extensions: 1 have a key",
        f"server: {running.url} answers, unruffle {VERSION}",
        "clock of the server: goes with the one here",
        "rules: the server has revision 1",
        "answers: may be read by extensions",
    ):
        assert f"ok    {words}" in done.output


def test_mistakes_around_the_server(running: Server) -> None:
    """Nothing there, something else there, another name, and a proxy that holds headers back."""
    off = _doctor(running.database, f"http://127.0.0.1:{free_port()}")
    assert off.exit_code == 1
    assert "does not answer (ConnectionRefusedError)" in off.output
    with _answering(HostNotTrusted().body()) as url:
        told = _doctor(running.database, url).output
        assert "does not answer under this name" in told
        assert "UNRUFFLE_TRUSTED_HOSTS" in told
    with _answering(["hello"]) as url:
        assert "is answered by something else" in _doctor(running.database, url).output
    behind = {"status": "ok", "version": "0.0.1"}
    with _answering(behind, date=1_000_000_000) as url:
        told = _doctor(running.database, url).output
        assert f"runs 0.0.1; this is {VERSION}\n      Restart it." in told
        assert "seconds off the one here" in told
        assert "the server is not ready" in told
        assert "may not be read by extensions" in told


def test_mistakes_around_the_database(tmp_path: Path, running: Server) -> None:
    """Old tables, tables and lists of a newer release, no key, and files that all can read."""
    path = tmp_path / "u.db"
    database = Database(Settings(database_url=f"sqlite:///{path}"))
    with database.write() as connection:
        migrate.bring_to(connection, "0002")
    told = _doctor(path, running.url).output
    assert f"has tables of revision 0002, not {migrate.newest()}" in told
    migrate.upgrade(database)
    told = _doctor(path, running.url).output
    assert "lists: none are published" in told
    assert "extensions: 0 have a key\n      unruffle admin code new" in told
    with database.write() as connection:
        revisions.add(connection, "{}", "99.0.0", 0)
        revisions.add(connection, "{}", "99.0.0", 0)
    told = _doctor(path, running.url).output
    assert f"revision 2 comes from unruffle 99.0.0; this is {VERSION}" in told
    assert "the server has revision 1, the database 2" in told
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert "by a newer unruffle" in _doctor(path, running.url).output
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    key = path.with_name("secret-key")
    key.write_text("x")
    key.chmod(0o640)
    told = _doctor(path, running.url).output
    assert f"may be read by everybody (644)\n      chmod 640 {path}" in told
    assert f"may be read by others (640)\n      chmod 600 {key}" in told
    database.close()
    path.unlink()
    path.mkdir()
    assert "database: does not answer" in _doctor(path, running.url).output
