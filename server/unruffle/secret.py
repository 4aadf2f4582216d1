"""The key that signs cookies of pages. The API reads no cookie and does not need it."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from unruffle.errors import StartError
from unruffle.settings import Settings


def key(settings: Settings) -> str:
    """The secret key: the setting, else a file of mode 0600 beside the SQLite file.

    Raises StartError on another database without the setting, for its replicas have to agree.
    """
    if settings.secret_key:
        return settings.secret_key
    if settings.sqlite_path is None:
        raise StartError(
            "A secret key is needed with this database.",
            "Set UNRUFFLE_SECRET_KEY to the same long random text on every replica.",
        )
    path = settings.sqlite_path.with_name("secret-key")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise StartError(
            f"The folder of the database cannot be written ({type(error).__name__}).",
            "Set UNRUFFLE_DATABASE_URL to a file in a folder of your own.",
        ) from error


def _make(path: Path) -> None:
    """Write a new key to `path`, whole or not at all; of two at the same moment the first stays."""
    handle, name = tempfile.mkstemp(prefix="secret-key-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            path.hardlink_to(name)
    finally:
        Path(name).unlink()
