"""The database that the commands of `unruffle admin` work on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from unruffle.db import migrate
from unruffle.db.engine import Database
from unruffle.errors import NotFound, UnruffleError
from unruffle.settings import Settings


@contextmanager
def opened() -> Iterator[Database]:
    """The database of the settings, its tables up to date; closed at the end."""
    database = Database(Settings.load(os.environ))
    try:
        migrate.upgrade(database)
        yield database
    finally:
        database.close()


@contextmanager
def told(missing: str = "") -> Iterator[None]:
    """Say what was refused in one line; `missing` where what was named is not there."""
    try:
        yield
    except UnruffleError as error:
        found = missing if isinstance(error, NotFound) and missing else error.message
        raise click.ClickException(found) from error
